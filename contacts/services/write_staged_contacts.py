"""From `staged_numbers` to contacts, in one statement for each table."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection

from accounts.models import User
from contacts.services.read_contact_rows import Problem
from contacts.services.resolve_contact import DELETED_CONTACT

# Any number, as long as nothing else takes it: that of the task "import contacts".
IMPORT_LOCK = 0x1A20_C0DE

# So much goes to the trigram index in one piece; unfinished, it slows everybody's search a little.
SETTINGS = """
SET LOCAL work_mem = '128MB';
SET LOCAL gin_pending_list_limit = '64MB';
"""

# A number belongs to who has it, or else to the row that names it first. A contact without one is
# the same if name, company and email are. In the order of the unique index, so that two who write
# the same numbers wait for each other in one direction only.
DECIDE = """
CREATE TEMPORARY TABLE decided_numbers ON COMMIT DROP AS
SELECT line, position, contact_id, number_id, e164, raw, region, extension, label, first_line,
    CASE
        WHEN EXISTS (
            SELECT FROM contact_phone_numbers AS known
            WHERE known.e164 = staged.e164 AND known.retired_at IS NULL
        ) THEN 'taken'
        WHEN first_place THEN 'new'
        ELSE 'duplicate'
    END AS fate
FROM (
    SELECT *, min(line) OVER same AS first_line, row_number() OVER same = 1 AS first_place
    FROM staged_numbers WHERE e164 IS NOT NULL
    WINDOW same AS (PARTITION BY e164 ORDER BY line, position)
) AS staged
ORDER BY e164
"""
DECIDE_WITHOUT_NUMBER = """
INSERT INTO decided_numbers (line, position, contact_id, first_line, fate)
SELECT line, position, contact_id, first_line,
    CASE
        WHEN EXISTS (
            SELECT FROM contacts AS known
            WHERE known.name = staged.name AND known.company = staged.company
                AND known.email = staged.email AND known.deleted_at IS NULL
        ) THEN 'taken'
        WHEN first_place THEN 'new'
        ELSE 'duplicate'
    END
FROM (
    SELECT *, min(line) OVER same AS first_line, row_number() OVER same = 1 AS first_place
    FROM staged_numbers WHERE e164 IS NULL
    WINDOW same AS (PARTITION BY name, company, email ORDER BY line)
) AS staged
"""

# A row with one new number is a new contact, without the numbers that others have.
COUNT_FATES = """
SELECT fate, count(*)
FROM (
    SELECT CASE WHEN bool_or(fate = 'new') THEN 'new'
        WHEN bool_or(fate = 'taken') THEN 'taken' ELSE 'duplicate' END AS fate
    FROM decided_numbers GROUP BY line
) AS rows
GROUP BY fate
"""
DROPPED = """
SELECT line, fate, coalesce(e164, ''), first_line
FROM decided_numbers WHERE fate <> 'new' ORDER BY line, position
"""

INSERT_NUMBERS = """
INSERT INTO contact_phone_numbers
    (id, contact_id, e164, raw, region, extension, label, is_primary, is_shared)
SELECT number_id, contact_id, e164, raw, region, extension, label, position = 0, false
FROM decided_numbers WHERE fate = 'new' AND e164 IS NOT NULL
ORDER BY e164
ON CONFLICT (e164) WHERE retired_at IS NULL AND NOT is_shared DO NOTHING
"""
# Those that have got a number, and those that never had one.
INSERT_CONTACTS = """
INSERT INTO contacts
    (id, name, company, email, status_id, owner_id, source, auto_created, do_not_call,
     do_not_call_reason, needs_attention, attention_reason, follow_up_note, call_count, version)
SELECT contact_id, name, company, email, status_id, owner_id, 'import', false, do_not_call,
    '', false, '', '', 0, 1
FROM staged_numbers AS staged
WHERE position = 0 AND (
    contact_id IN (SELECT contact_id FROM contact_phone_numbers)
    OR e164 IS NULL
        AND contact_id IN (SELECT contact_id FROM decided_numbers WHERE fate = 'new')
)
"""
# An event may have its contact's id: making a million more takes seconds.
INSERT_EVENTS = """
INSERT INTO contact_events (id, contact_id, actor_id, kind, details)
SELECT contacts.id, contacts.id, %s, 'created', '{"source": "import"}'
FROM staged_numbers AS staged JOIN contacts ON contacts.id = staged.contact_id
WHERE staged.position = 0
"""
INSERT_NOTES = """
INSERT INTO contact_notes (id, contact_id, author_id, text)
SELECT uuid7(), staged.contact_id, %s, staged.notes
FROM staged_numbers AS staged JOIN contacts ON contacts.id = staged.contact_id
WHERE staged.position = 0 AND staged.notes <> ''
"""
# The first of those that are left, if the row's first number was somebody else's.
CHOOSE_PRIMARY = """
UPDATE contact_phone_numbers SET is_primary = true
WHERE id IN (
    SELECT DISTINCT ON (number.contact_id) number.id
    FROM contact_phone_numbers AS number
    JOIN staged_numbers AS staged ON staged.number_id = number.id
    WHERE staged.contact_id IN (SELECT contact_id FROM staged_numbers WHERE position > 0)
        AND NOT EXISTS (
            SELECT FROM contact_phone_numbers AS other
            WHERE other.contact_id = number.contact_id AND other.is_primary
        )
    ORDER BY number.contact_id, staged.position
)
"""
# Who asked not to be called and was deleted is no less a person for standing in a list again.
KEEP_DO_NOT_CALL = """
UPDATE contacts
SET do_not_call = true, do_not_call_reason = gone.do_not_call_reason,
    needs_attention = true, attention_reason = %s
FROM (
    SELECT DISTINCT ON (decided.contact_id) decided.contact_id, deleted.do_not_call_reason
    FROM contact_phone_numbers AS retired
    JOIN contacts AS deleted ON deleted.id = retired.contact_id
        AND deleted.deleted_at IS NOT NULL AND deleted.do_not_call
    JOIN decided_numbers AS decided ON decided.e164 = retired.e164 AND decided.fate = 'new'
    WHERE retired.retired_at IS NOT NULL
    ORDER BY decided.contact_id, deleted.deleted_at DESC
) AS gone
WHERE contacts.id = gone.contact_id
"""
CLEAN_SEARCH_INDEX = """
SELECT gin_clean_pending_list(index::regclass) FROM unnest(%s::text[]) AS index
"""
TRIGRAM_INDEXES = ["contacts_search_document_trgm", "contact_phone_numbers_trgm"]


# Django's cursor hands psycopg's methods on, which its stubs don't know.
Cursor = Any


def decide_fates(cursor: Cursor, *, is_for_real: bool) -> None:
    """Fill `decided_numbers`: new, taken or duplicate. For real, other imports wait."""
    cursor.execute(SETTINGS)
    if is_for_real:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    cursor.execute(DECIDE)
    cursor.execute(DECIDE_WITHOUT_NUMBER)
    cursor.execute("ANALYZE decided_numbers")


def count_fates(cursor: Cursor) -> Counter[str]:
    """Rows of the file by what becomes of them."""
    cursor.execute(COUNT_FATES)
    return Counter(dict(cursor.fetchall()))


def dropped_numbers() -> Iterator[Problem]:
    """The numbers that add nothing, in the file's order and a block at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(DROPPED)
        for line, fate, e164, first_line in cursor:
            if fate == "taken":
                sentence = "A contact has this number." if e164 else "This contact is there."
            else:
                sentence = f"The same as in line {first_line}."
            yield Problem(line, fate, "", e164, sentence)


def write_staged_contacts(cursor: Cursor, *, actor: User | None) -> int:
    """The number of contacts made. The unique index decides whose a number is, not the preview.

    Numbers before contacts, as in `resolve_contact`: foreign keys are checked at COMMIT.
    """
    cursor.execute(INSERT_NUMBERS)
    cursor.execute(INSERT_CONTACTS)
    made: int = cursor.rowcount
    cursor.execute(INSERT_EVENTS, [actor.pk if actor else None])
    if actor:
        cursor.execute(INSERT_NOTES, [actor.pk])
    cursor.execute(CHOOSE_PRIMARY)
    cursor.execute(KEEP_DO_NOT_CALL, [DELETED_CONTACT])
    return made


def clean_search_index() -> None:
    """Move what was added into the trigram indexes' trees, where searching for it is fast."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(CLEAN_SEARCH_INDEX, [TRIGRAM_INDEXES])
        cursor.execute("RESET maintenance_work_mem")
