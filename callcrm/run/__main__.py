"""`python -m callcrm.run` runs everything; `python -m callcrm.run stop` stops it from elsewhere."""

import os
import sys


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")
    match arguments:
        case []:
            _run()
        case ["stop"]:
            _stop()
        case _:
            sys.exit("usage: python -m callcrm.run [stop]")


def _run() -> None:
    import django

    django.setup()

    from callcrm.run.supervisor import Supervisor

    Supervisor().run()


def _stop() -> None:
    from django.conf import settings

    from callcrm.run.postgres import stop
    from callcrm.run.single_run import stop_run

    was_running = stop_run(settings.VAR_DIR)
    was_database_running = stop(settings.VAR_DIR)
    print("Stopped" if was_running or was_database_running else "Nothing was running")


main(sys.argv[1:])
