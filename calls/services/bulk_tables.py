"""Tables without their indexes and foreign keys while millions of rows come in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

# Not those of constraints, of which only primary keys and one-to-one relations have any.
INDEXES = """
SELECT format('DROP INDEX %%I', index.relname), pg_get_indexdef(index.oid)
FROM pg_index
JOIN pg_class AS index ON index.oid = pg_index.indexrelid
WHERE pg_index.indrelid = ANY(%s::text[]::regclass[])
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.oid AND contype <> 'f')
"""
FOREIGN_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
        conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY(%s::text[]::regclass[])
"""


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[list[str]]:
    """Inside a transaction: the tables are locked until it ends, and checked before.

    Yields what is left to do afterwards, a statement for each index and foreign key: adding them
    to full tables takes a tenth of the time. Raises IntegrityError for rows that contradict them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        # A table with a check still to come can't be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        rebuild: list[str] = []
        for query in (FOREIGN_KEYS, INDEXES):
            cursor.execute(query, [list(tables)])
            for drop, add in cursor.fetchall():
                cursor.execute(drop)
                rebuild.insert(0, add)
        yield rebuild
