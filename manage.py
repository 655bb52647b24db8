#!/usr/bin/env python
"""Django's commands. Those that need our own PostgreSQL start it; `make stop` ends it."""

import os
import sys

from django.db import OperationalError

# As shells tell it: 128 and the signal's number.
STOPPED_BY_CTRL_C = 130
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "prune_backups",
    "spectacular",
    "startapp",
    "startproject",
    "version",
}


def needs_database(arguments: list[str]) -> bool:
    if not arguments or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_DATABASE


def refuse_other_encodings(arguments: list[str]) -> None:
    """Python keeps such bytes as half characters, which neither PostgreSQL nor a terminal takes."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            told = argument.encode(errors="surrogateescape").decode(errors="backslashreplace")
            sys.exit(
                f"{told} isn't UTF-8. Type it in a terminal that is set to UTF-8 (locale); rename "
                "a file that is called so."
            )


def main() -> None:
    refuse_other_encodings(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")
    if needs_database(sys.argv[1:]):
        from callcrm.run.own_database import ensure_own_database

        ensure_own_database()

    from callcrm.run.unmigrated import run_command

    run_command(sys.argv)


def run() -> None:
    try:
        main()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. It can be run again.\n")
        sys.exit(STOPPED_BY_CTRL_C)
    except OperationalError as error:
        sys.exit(
            f"PostgreSQL broke off or isn't answering: {str(error).splitlines()[0]}. Start it, or "
            "mend DATABASE_URL; then run this again."
        )


if __name__ == "__main__":
    run()
