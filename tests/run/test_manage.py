import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection

import manage
from callcrm.run.unmigrated import run_command
from calls.services.backup.scratch_database import scratch_database
from manage import needs_database
from tests.faults.server import database_url


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("migrate", True),
        ("runserver 8001", True),
        ("create_device --user agent", True),
        ("sweep_uploads", True),
        ("create_device --help", False),
        ("--version", False),
        ("help migrate", False),
        ("collectstatic --noinput", False),
        ("spectacular --file x.json", False),
        ("", False),
    ],
)
def test_postgresql_is_started_only_for_commands_that_need_it(command, expected):
    assert needs_database(command.split()) is expected


def test_ctrl_c_ends_a_command_in_a_sentence(monkeypatch, capsys):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(manage, "main", interrupted)

    with pytest.raises(SystemExit) as ended:
        manage.run()

    assert ended.value.code == 130
    assert capsys.readouterr().err == "Stopped. It can be run again.\n"


def test_a_database_that_went_away_is_said_in_a_sentence(monkeypatch):
    def broken_off():
        raise OperationalError("terminating connection due to administrator command\nDETAIL: …")

    monkeypatch.setattr(manage, "main", broken_off)

    with pytest.raises(SystemExit) as ended:
        manage.run()

    assert ended.value.code == (
        "PostgreSQL broke off or isn't answering: "
        "terminating connection due to administrator command"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("command", ["export_contacts", "export_calls"])
def test_rows_that_find_no_room_on_stdout_are_told_in_a_sentence(command):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": database_url(connection.settings_dict)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    told = (
        "CommandError: Not all rows were written: No space left on device. "
        "With --out the file is whole or not there."
    )
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (1, [told])
    assert "Traceback" not in done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_not_migrated_is_said_in_one_sentence():
    with scratch_database() as empty:
        url = database_url(connection.settings_dict | {"NAME": empty})
        done = subprocess.run(
            [sys.executable, "manage.py", "generate_load", "--contacts", "1", "--calls", "1"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )

    told = "The database lacks tables of this version: run `python manage.py migrate`."
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (1, [told])
    assert "Traceback" not in done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_table_that_is_missing_from_a_migrated_database_keeps_its_traceback():
    rename("uploads", "elsewhere")
    try:
        with pytest.raises(ProgrammingError, match="uploads"):
            run_command(["manage.py", "sweep_uploads"])
    finally:
        rename("elsewhere", "uploads")


def rename(table, name):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")
