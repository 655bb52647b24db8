from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# A row's text depends on these; the same row must read the same on every server.
PLAIN_TEXT = """
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
"""
TABLES = """
SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname = current_schema() ORDER BY relname
"""
# The sum doesn't care for the rows' order, which a restore changes.
DIGEST = """
SELECT count(*), coalesce(sum(
    ('x' || encode(substr(sha256(convert_to(t::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint
), 0)::text FROM {} t
"""


@dataclass(frozen=True)
class TableDigest:
    rows: int
    digest: str


def table_digests(cursor: CursorWrapper) -> dict[str, TableDigest]:
    """Of every table, by name: its rows, and a digest that changes with any value of any row.

    Call inside a transaction: sets how values read as text until its end.
    """
    cursor.execute(PLAIN_TEXT)
    cursor.execute(TABLES)
    names = [name for (name,) in cursor.fetchall()]
    digests = {}
    for name in names:
        cursor.execute(sql.SQL(DIGEST).format(sql.Identifier(name)))
        rows, digest = cursor.fetchone()
        digests[name] = TableDigest(rows=rows, digest=digest)
    return digests
