"""What no kept backup needs is deleted, and nothing else."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from calls.models import Recording
from calls.services.backup.folder_lock import adding_to, pruning
from calls.services.claim_upload import new_object_key
from tests.calls.made_calls import recorded_call

pytestmark = pytest.mark.django_db(transaction=True)


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def uploaded_recording(agent, **fields) -> Recording:
    """Under a name such as uploads get."""
    recording = recorded_call(agent, audio="speech.amr", **fields).recording
    store, key = storages["recordings"], new_object_key()
    with store.open(recording.storage_key) as file:
        store.save(key, file)
    store.delete(recording.storage_key)
    Recording.objects.filter(pk=recording.pk).update(storage_key=key)
    recording.refresh_from_db()
    return recording


@pytest.fixture
def backups(agent, tmp_path):
    """Of the three, only the oldest names the recording that was erased after it."""
    folder = tmp_path / "backups"
    erased = uploaded_recording(agent)
    uploaded_recording(agent, number_e164="+442079460124")
    call_command("backup", "--to", str(folder))
    storages["recordings"].delete(erased.storage_key)
    Recording.objects.filter(pk=erased.pk).update(status="erased")
    call_command("backup", "--to", str(folder))
    shutil.copytree(max(folder.glob("2*")), folder / "2099-01-01T00-00-00-000000Z")
    return folder


def test_nothing_is_deleted_unless_told_so(backups):
    before = files_in(backups)
    oldest = min(path.name for path in backups.glob("2*"))

    told = call_command("prune_backups", str(backups), "--keep", "2")

    assert re.fullmatch(
        r"1 backups, and 1 recordings \(0\.\d MiB\) that no kept backup names would be deleted; "
        r"nothing was, use --for-real\.",
        told,
    )
    assert oldest in {path.name for path in backups.iterdir()}
    assert files_in(backups) == before


def test_what_an_old_backup_alone_needed_goes_with_it(backups):
    _, *kept = sorted(path.name for path in backups.glob("2*"))

    told = call_command("prune_backups", str(backups), "--keep", "2", "--for-real")

    assert told.startswith("Deleted: 1 backups, and 1 recordings")
    assert {path.name for path in backups.iterdir()} == {*kept, "objects"}
    assert len(files_in(backups / "objects")) == 1
    assert "is whole" in call_command("restore_check", str(backups / kept[0]))


def test_what_a_kept_backup_names_stays(backups):
    before = files_in(backups)

    for arguments in ([], ["--keep", "3"], ["--keep", "9"]):
        told = call_command("prune_backups", str(backups), *arguments, "--for-real")

        assert told.startswith("Deleted: 0 backups, and 0 recordings")
        assert files_in(backups) == before


def test_a_backup_under_a_name_of_ones_own_is_kept_and_so_is_what_it_needs(backups):
    oldest = min(backups.glob("2*"))
    oldest.rename(backups / "before-the-move")
    (backups / "objects/notes.txt").write_text("mine")

    told = call_command("prune_backups", str(backups), "--keep", "1", "--for-real")

    assert told.startswith("Deleted: 1 backups, and 0 recordings")
    assert (backups / "objects/notes.txt").exists()


def test_what_was_cut_off_by_a_kill_is_cleared_away(backups):
    part = backups / "2026-01-01T00-00-00-000000Z.part"
    part.mkdir()

    told = call_command("prune_backups", str(backups), "--for-real")

    assert told.startswith("Deleted: 0 backups, 1 that were cut off, and 0 recordings")
    assert not part.exists()


def test_a_list_that_was_damaged_stops_it(backups):
    listing = max(backups.glob("2*")) / "objects.sha256"
    listing.write_text("")
    before = files_in(backups)

    with pytest.raises(CommandError, match=r"Not pruned: .*objects.sha256 isn't as it was writ"):
        call_command("prune_backups", str(backups), "--keep", "1", "--for-real")

    assert files_in(backups) == before


def test_a_backup_and_a_pruning_keep_out_of_each_others_way(backups):
    with (
        adding_to(backups),
        adding_to(backups),
        pytest.raises(CommandError, match="Not pruned: backup or prune_backups is at work"),
    ):
        call_command("prune_backups", str(backups), "--for-real")

    with (
        pruning(backups),
        pytest.raises(CommandError, match="No backup was made: backup or prune_backups is at"),
    ):
        call_command("backup", "--to", str(backups))

    assert not list(backups.glob("*.part"))


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_backups_is_refused_in_a_sentence(made, tmp_path):
    folder = tmp_path / "nothing"
    if made:
        (folder / "objects/aa").mkdir(parents=True)

    with pytest.raises(CommandError, match="Not pruned: "):
        call_command("prune_backups", str(folder), "--keep", "1", "--for-real")


@pytest.mark.parametrize("keep", ["0", "-1", "many"])
def test_to_keep_none_is_refused(keep, tmp_path):
    with pytest.raises(CommandError, match=f"{keep} isn't a number of backups, 1 or more"):
        call_command("prune_backups", str(tmp_path), f"--keep={keep}")
