"""From `staged_numbers` and `decided_numbers` to contacts, a batch of rows at a time."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock

from django.db import connection, transaction

from accounts.models import User
from contacts.services.decide_fates import Cursor
from contacts.services.read_contact_rows import STAGED
from contacts.services.resolve_contact import DELETED_CONTACT
from contacts.services.stage_contacts import COLUMNS

# Short transactions: a phone that uploads a call of a number being imported waits for one.
ROWS_AT_ONCE = 20_000

# In the file's order; a contact's numbers follow each other.
NEW_NUMBERS = f"""
COPY (
    SELECT {", ".join(STAGED)} FROM staged_numbers AS staged
    WHERE NOT EXISTS (
        SELECT FROM decided_numbers AS decided
        WHERE decided.fate <> 'new' AND decided.line = staged.line
            AND decided.position = staged.position
    )
    ORDER BY line, position
) TO STDOUT
"""  # noqa: S608 - our own columns
# So much goes to the trigram index in one piece; unfinished, it slows everybody's search a little.
BATCH = f"""
SET LOCAL gin_pending_list_limit = '64MB';
DROP TABLE IF EXISTS pg_temp.new_numbers;
CREATE TEMPORARY TABLE new_numbers ({COLUMNS}) ON COMMIT DROP
"""

# The unique index decides whose a number is, and a contact all of whose numbers somebody else got
# meanwhile isn't made. In the order of that index, so that two who write the same numbers wait for
# each other in one direction only. An event may have its contact's id: making more takes time.
# Numbers before contacts, as in `resolve_contact`: foreign keys are checked at COMMIT.
WRITE = """
WITH written AS (
    INSERT INTO contact_phone_numbers
        (id, contact_id, e164, raw, region, extension, label, is_primary, is_shared)
    SELECT number_id, contact_id, e164, raw, region, extension, label, position = 0, false
    FROM new_numbers WHERE e164 IS NOT NULL
    ORDER BY e164
    ON CONFLICT (e164) WHERE retired_at IS NULL AND NOT is_shared DO NOTHING
    RETURNING contact_id
),
made AS (
    INSERT INTO contacts
        (id, name, company, email, status_id, owner_id, source, auto_created, do_not_call,
         do_not_call_reason, needs_attention, attention_reason, follow_up_note, call_count, version)
    SELECT DISTINCT ON (contact_id)
        contact_id, name, company, email, status_id, owner_id, 'import', false, do_not_call,
        '', false, '', '', 0, 1
    FROM new_numbers
    WHERE e164 IS NULL OR contact_id IN (SELECT contact_id FROM written)
    ORDER BY contact_id, position
    RETURNING id
),
noted AS (
    INSERT INTO contact_notes (id, contact_id, author_id, text)
    SELECT DISTINCT ON (contact_id) uuid7(), contact_id, %(actor)s, notes
    FROM new_numbers JOIN made ON made.id = contact_id
    WHERE %(actor)s::uuid IS NOT NULL AND notes <> ''
)
INSERT INTO contact_events (id, contact_id, actor_id, kind, details)
SELECT id, id, %(actor)s, 'created', '{"source": "import"}' FROM made
"""
# The first of those that are left, if the row's first number was somebody else's.
CHOOSE_PRIMARY = """
UPDATE contact_phone_numbers SET is_primary = true
WHERE id IN (
    SELECT DISTINCT ON (number.contact_id) number.id
    FROM new_numbers JOIN contact_phone_numbers AS number ON number.id = new_numbers.number_id
    WHERE number.contact_id IN (SELECT contact_id FROM new_numbers WHERE position > 0)
        AND NOT EXISTS (
            SELECT FROM contact_phone_numbers AS other
            WHERE other.contact_id = number.contact_id AND other.is_primary
                AND other.retired_at IS NULL
        )
    ORDER BY number.contact_id, position
)
"""
# Who asked not to be called and was deleted is no less a person for standing in a list again.
KEEP_DO_NOT_CALL = """
UPDATE contacts
SET do_not_call = true, do_not_call_reason = gone.do_not_call_reason,
    needs_attention = true, attention_reason = %s
FROM (
    SELECT DISTINCT ON (new_numbers.contact_id)
        new_numbers.contact_id, deleted.do_not_call_reason
    FROM new_numbers
    JOIN contact_phone_numbers AS retired
        ON retired.e164 = new_numbers.e164 AND retired.retired_at IS NOT NULL
    JOIN contacts AS deleted ON deleted.id = retired.contact_id
        AND deleted.deleted_at IS NOT NULL AND deleted.do_not_call
    ORDER BY new_numbers.contact_id, deleted.deleted_at DESC
) AS gone
WHERE contacts.id = gone.contact_id
"""
CLEAN_SEARCH_INDEX = """
SELECT gin_clean_pending_list(index::regclass) FROM unnest(%s::text[]) AS index
"""
TRIGRAM_INDEXES = ["contacts_search_document_trgm", "contact_phone_numbers_trgm"]


def write_new_contacts(cursor: Cursor, *, actor: User | None, connections: int) -> int:
    """The number of contacts made. Notes need an `actor`.

    With one connection all is written in the caller's transaction. With more, each batch is written
    in its own, beside the caller's: what was written before a failure stays, and another import of
    the file adds the rest.
    """
    write = partial(write_batch, actor)
    waiting = batches(cursor)
    if connections == 1:
        return sum(map(write, list(waiting)))
    turn = Lock()

    def write_on_own_connection() -> int:
        made = 0
        try:
            while batch := next_of(waiting, turn):
                made += write(batch)
        finally:
            # A thread has a connection of its own, which nobody else closes. If it failed, the
            # others get no more to write.
            connection.close()
            with turn:
                waiting.close()
        return made

    with ThreadPoolExecutor(connections) as pool:
        writers = [pool.submit(write_on_own_connection) for _ in range(connections)]
        return sum(writer.result() for writer in writers)


def next_of(waiting: Iterator[bytes], turn: Lock) -> bytes | None:
    with turn:
        return next(waiting, None)


def batches(cursor: Cursor) -> Generator[bytes]:
    """Lines for COPY; never a part of a contact's."""
    lines: list[bytes] = []
    last_line = b""
    with cursor.copy(NEW_NUMBERS) as copy:
        for data in copy:
            line = bytes(data)
            number, _, _ = line.partition(b"\t")
            if len(lines) >= ROWS_AT_ONCE and number != last_line:
                yield b"".join(lines)
                lines = []
            lines.append(line)
            last_line = number
    if lines:
        yield b"".join(lines)


def write_batch(actor: User | None, batch: bytes) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BATCH)
        with cursor.copy("COPY new_numbers FROM STDIN") as copy:
            copy.write(batch)
        cursor.execute("ANALYZE new_numbers (contact_id, number_id, e164, position)")
        cursor.execute(WRITE, {"actor": actor.pk if actor else None})
        made: int = cursor.rowcount
        cursor.execute(CHOOSE_PRIMARY)
        cursor.execute(KEEP_DO_NOT_CALL, [DELETED_CONTACT])
    return made


def clean_search_index() -> None:
    """Move what was added into the trigram indexes' trees, where searching for it is fast."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(CLEAN_SEARCH_INDEX, [TRIGRAM_INDEXES])
        cursor.execute("RESET maintenance_work_mem")
