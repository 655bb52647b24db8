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


def test_an_argument_in_another_encoding_is_refused_in_a_sentence(monkeypatch):
    latin_1 = b"J\xf6rg".decode(errors="surrogateescape")
    monkeypatch.setattr("sys.argv", ["manage.py", "create_device", "--user", latin_1])

    with pytest.raises(SystemExit) as ended:
        manage.run()

    assert str(ended.value.code).startswith("J\\xf6rg isn't UTF-8. Type it in a terminal")


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
        "terminating connection due to administrator command. Start it, or mend DATABASE_URL; then "
        "run this again."
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
    commands = ["generate_load --contacts 1 --calls 1", "worker"]
    with scratch_database() as empty:
        url = database_url(connection.settings_dict | {"NAME": empty})
        begun = [
            subprocess.Popen(
                [sys.executable, "manage.py", *command.split()],
                cwd=settings.BASE_DIR,
                env=os.environ | {"DATABASE_URL": url},
                stderr=subprocess.PIPE,
                text=True,
            )
            for command in commands
        ]
        loading, working = [process.communicate()[1] for process in begun]

    assert [process.returncode for process in begun] == [1, 1]
    assert loading.splitlines()[-1:] == [
        "The database lacks tables of this version: run `python manage.py migrate`."
    ]
    assert "Traceback" not in loading
    assert working.splitlines()[-1] == (
        "CommandError: The database isn't migrated: run `manage.py migrate`, then start the "
        "worker again."
    )


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
