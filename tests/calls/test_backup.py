"""A backup is made, restored into a database of its own and compared: on real PostgreSQL."""

import json
import pydoc
import subprocess
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from calls.models import Recording
from calls.services.backup import client_programs
from calls.services.backup.manifest import Manifest, sha256_of
from calls.services.backup.refusal import BackupRefused
from tests.calls.made_calls import made_contact, recorded_call

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backups(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def two_calls(agent):
    made_contact("Zoë Ångström")
    return [
        recorded_call(agent, audio="speech.m4a"),
        recorded_call(agent, audio="speech.amr", number_e164="+442079460124"),
    ]


def only_backup(folder: Path) -> Path:
    (manifest,) = folder.glob("*/manifest.json")
    return manifest.parent


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def scratch_databases() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, current_database() || '_')"
        )
        return [name for (name,) in cursor.fetchall()]


def test_what_was_backed_up_is_restored_as_it_was(two_calls, backups):
    made = call_command("backup", "--to", str(backups))
    checked = call_command("restore_check", str(backups))

    assert "2 recordings copied, 0 were there already" in made
    assert "is whole" in checked
    assert "2 recordings have their hashes" in checked
    tables = Manifest.read(only_backup(backups)).tables
    assert tables["call_logs"].rows == 2
    assert scratch_databases() == []
    # Plain tools find the same: nobody needs callcrm to know whether a backup is whole.
    command = ["sha256sum", "--check", "--quiet", str(only_backup(backups) / "objects.sha256")]
    assert subprocess.run(command, cwd=backups, check=False).returncode == 0


def test_a_second_backup_copies_only_what_is_new(two_calls, agent, backups):
    call_command("backup", "--to", str(backups))
    first = only_backup(backups).rename(backups / "2026-01-01T00-00-00Z")
    recorded_call(agent, audio="speech.wav", number_e164="+442079460125")

    made = call_command("backup", "--to", str(backups))

    assert "1 recordings copied, 2 were there already" in made
    assert "2 recordings have their hashes" in call_command("restore_check", str(first))
    assert "3 recordings have their hashes" in call_command("restore_check", str(backups))


def test_a_flipped_byte_is_found_and_named(two_calls, backups, capsys):
    call_command("backup", "--to", str(backups))
    backup = only_backup(backups)
    key = two_calls[1].recording.storage_key
    flip_a_byte(backup / "database.dump")
    flip_a_byte(backups / "objects" / key)

    with pytest.raises(CommandError, match="isn't whole: 2 faults"):
        call_command("restore_check", str(backups))

    told = capsys.readouterr().err
    assert f"{backup}/database.dump isn't as it was written" in told
    assert f"{backups}/objects/{key} isn't as it was stored" in told
    # The next backup mends the recording.
    made = call_command("backup", "--to", str(backups), "--recheck")
    assert "1 recordings copied, 1 were there already" in made


def test_a_changed_value_in_the_dump_is_found_although_the_dump_is_in_order(
    two_calls, backups, capsys
):
    """Whoever changes the dump and its hash is still found by the tables' digests."""
    call_command("backup", "--to", str(backups))
    backup = only_backup(backups)
    manifest = json.loads((backup / "manifest.json").read_text())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts SET name = 'Somebody else'")
        cursor.execute("DELETE FROM recordings")
    client_programs.run_program(
        "pg_dump", "--format=custom", f"--file={backup / 'database.dump'}", "--no-owner"
    )
    manifest["dump_sha256"] = sha256_of(backup / "database.dump")
    (backup / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match="isn't whole: 2 faults"):
        call_command("restore_check", str(backups))

    told = capsys.readouterr().err
    assert "The table contacts has other values after restoring." in told
    assert "The table recordings has 0 rows after restoring, not 2." in told


def test_what_the_store_lost_is_named_and_the_rest_is_kept(two_calls, backups, capsys):
    key = two_calls[0].recording.storage_key
    storages["recordings"].delete(key)

    with pytest.raises(CommandError, match="The store lacks 1 recordings"):
        call_command("backup", "--to", str(backups))

    assert f"not as it was stored: {key}" in capsys.readouterr().err
    assert Manifest.read(only_backup(backups)).lacking == [key]
    with pytest.raises(CommandError, match="isn't whole: 1 faults"):
        call_command("restore_check", str(backups))


def test_a_recording_that_changed_in_the_store_is_not_backed_up_as_if_it_were_whole(
    two_calls, backups
):
    recording = Recording.objects.get(pk=two_calls[0].recording.pk)
    flip_a_byte(Path(storages["recordings"].path(recording.storage_key)))

    with pytest.raises(CommandError, match="The store lacks 1 recordings"):
        call_command("backup", "--to", str(backups))

    assert not (backups / "objects" / recording.storage_key).exists()
    names = {path.name for path in only_backup(backups).iterdir()}
    assert names == {"database.dump", "manifest.json", "objects.sha256"}


def erase(call):
    recording = call.recording
    storages["recordings"].delete(recording.storage_key)
    Recording.objects.filter(pk=recording.pk).update(status="erased")


def erase_with_its_row(call):
    storages["recordings"].delete(call.recording.storage_key)
    call.recording.delete()


@pytest.mark.parametrize("how", [erase, erase_with_its_row])
@pytest.mark.parametrize(
    "step",
    [
        pytest.param("calls.services.backup.back_up.copy_objects", id="before anything is copied"),
        pytest.param("calls.services.backup.copy_objects.copied", id="while it is copied"),
    ],
)
def test_a_recording_that_is_erased_meanwhile_is_not_missed(
    two_calls, backups, monkeypatch, step, how
):
    kept, erased = sorted(two_calls, key=lambda call: call.recording.storage_key)
    key = erased.recording.storage_key
    going_on = pydoc.locate(step)

    def after_erasing(*args, **kwargs):
        if Recording.objects.exclude(status="erased").filter(storage_key=key).exists():
            how(erased)
        return going_on(*args, **kwargs)

    monkeypatch.setattr(step, after_erasing)

    made = call_command("backup", "--to", str(backups))

    assert "1 recordings copied, 0 were there already. 1 were erased meanwhile" in made
    manifest = Manifest.read(only_backup(backups))
    assert (manifest.lacking, manifest.erased, manifest.object_count) == ([], [key], 1)
    listed = (only_backup(backups) / "objects.sha256").read_text()
    assert (key in listed, kept.recording.storage_key in listed) == (False, True)
    assert "is whole" in call_command("restore_check", str(backups))


def test_a_manifest_of_before_tells_of_nothing_erased(two_calls, backups):
    call_command("backup", "--to", str(backups))
    path = only_backup(backups) / "manifest.json"
    told = json.loads(path.read_text())
    del told["erased"]
    path.write_text(json.dumps(told))

    assert Manifest.read(only_backup(backups)).erased == []


def test_a_backup_that_is_cut_off_leaves_the_one_before(two_calls, backups, monkeypatch):
    call_command("backup", "--to", str(backups))
    earlier = only_backup(backups)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(client_programs, "candidates", lambda name: iter(()))

    with pytest.raises(CommandError, match="No backup was made: there is no pg_dump"):
        call_command("backup", "--to", str(backups))

    assert only_backup(backups) == earlier
    assert {path.name for path in backups.iterdir()} == {earlier.name, "objects"}


@pytest.mark.parametrize(
    ("steps", "chosen"),
    [
        pytest.param([-1, 0, 2], 0, id="the server's own version"),
        pytest.param([-1, 1, 2], 1, id="the next newer: an older one refuses the server"),
        pytest.param([-1], None, id="only an older one"),
    ],
)
def test_pg_dump_is_of_the_servers_version_or_the_next(steps, chosen, tmp_path, monkeypatch):
    connection.ensure_connection()
    server_major = connection.pg_version // 10000
    programs = {step: tmp_path / f"pg_dump{step}" for step in steps}
    for step, program in programs.items():
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {server_major + step}.4'\n")
        program.chmod(0o755)
    monkeypatch.setattr(client_programs, "candidates", lambda name: iter(programs.values()))

    if chosen is None:
        with pytest.raises(BackupRefused, match=f"postgresql-client-{server_major}"):
            client_programs.program_for_server("pg_dump")
    else:
        assert client_programs.program_for_server("pg_dump") == programs[chosen]


def test_a_store_that_breaks_off_leaves_no_backup(two_calls, backups, monkeypatch):
    def gone(store, name, mode="rb"):
        raise OSError("the line is dead")

    monkeypatch.setattr("calls.storage.RecordingFileStorage._open", gone)

    with pytest.raises(
        CommandError, match="No backup was made: the store can't be read: the line is"
    ):
        call_command("backup", "--to", str(backups))

    assert {path.name for path in backups.iterdir()} == {"objects"}


def test_a_backup_of_a_newer_callcrm_is_refused_in_a_sentence(two_calls, backups):
    call_command("backup", "--to", str(backups))
    path = only_backup(backups) / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["migrations"].append("contacts.0099_from_the_future")
    path.write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match=r"newer callcrm \(contacts.0099_from_the_future"):
        call_command("restore_check", str(backups))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, "no finished backup is in", id="no manifest"),
        pytest.param("{", "is damaged", id="cut off"),
        pytest.param('{"format": 2}', "was written by a newer callcrm", id="another format"),
        pytest.param('{"format": 1, "tables": {}}', "is damaged", id="half of it is missing"),
        pytest.param("[]", "is damaged", id="something else"),
    ],
)
def test_a_folder_that_holds_no_backup_is_refused_in_a_sentence(content, sentence, tmp_path):
    if content is not None:
        (tmp_path / "2026-01-01T00-00-00Z").mkdir()
        (tmp_path / "2026-01-01T00-00-00Z/manifest.json").write_text(content)

    with pytest.raises(CommandError, match=f"Nothing was checked: .*{sentence}"):
        call_command("restore_check", str(tmp_path))


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match=r"No backup was made: .*can't be written"):
        call_command("backup", "--to", str(tmp_path / "file"))
