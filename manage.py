#!/usr/bin/env python
"""Django's commands. Those that need our own PostgreSQL start it; `make stop` ends it."""

import os
import sys

WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "spectacular",
    "startapp",
    "startproject",
    "version",
}


def needs_database(arguments: list[str]) -> bool:
    if not arguments or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_DATABASE


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")
    if needs_database(sys.argv[1:]):
        from callcrm.run.own_database import ensure_own_database

        ensure_own_database()

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
