from django.core.management import execute_from_command_line
from django.db import ProgrammingError

from callcrm.api.unmigrated import is_for_want_of_migrations


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
        if is_for_want_of_migrations(error):
            raise Unmigrated from error
        raise
