"""What becomes of each number in `staged_numbers`: it is new, taken, or a duplicate in the file."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection

from contacts.services.read_contact_rows import Problem

# Any number, as long as nothing else takes it: that of the task "import contacts".
IMPORT_LOCK = 0x1A20_C0DE

# A number belongs to who has it, or else to the row that names it first. A contact without one is
# the same if name, company and email are.
DECIDE = """
CREATE TEMPORARY TABLE decided_numbers ON COMMIT DROP AS
SELECT line, position, e164, first_line,
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
"""
DECIDE_WITHOUT_NUMBER = """
INSERT INTO decided_numbers (line, position, first_line, fate)
SELECT line, position, first_line,
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


# Django's cursor hands psycopg's methods on, which its stubs don't know.
Cursor = Any


def decide_fates(cursor: Cursor, *, is_for_real: bool) -> None:
    """Fill `decided_numbers`: new, taken or duplicate. For real, other imports wait."""
    cursor.execute("SET LOCAL work_mem = '128MB'")
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
