"""Whether a query failed because the database is older than the code."""

from django.db import Error as DatabaseError
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

# PostgreSQL's undefined_table and undefined_column.
LACKING = {"42P01", "42703"}


def is_for_want_of_migrations(error: ProgrammingError) -> bool:
    """Asks the database, but only once a query has failed: no request pays for it that needn't.

    A table that a migrated database lacks is a mistake of ours, which wants its traceback.
    """
    return getattr(error.__cause__, "sqlstate", None) in LACKING and lacks_migrations()


def lacks_migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return False
