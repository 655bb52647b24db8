from django.core.management import execute_from_command_line
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

# PostgreSQL's undefined_table and undefined_column.
LACKING = {"42P01", "42703"}


class Unmigrated(SystemExit):
    """Uncaught, its sentence is printed and the process exits with 1."""

    def __init__(self) -> None:
        super().__init__(
            "The database lacks tables of this version: run `python manage.py migrate`."
        )


def run_command(arguments: list[str]) -> None:
    """A command of manage.py. Raises Unmigrated if what it asks for is still to be made."""
    try:
        execute_from_command_line(arguments)
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", None) in LACKING and lacks_migrations():
            raise Unmigrated from error
        raise


def lacks_migrations() -> bool:
    """Otherwise a missing table is a mistake of ours, which wants its traceback."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
