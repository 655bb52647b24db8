import os
import time
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from calls.models import Recording, Upload
from calls.services.reconcile_recordings import reconcile_recordings

pytestmark = pytest.mark.django_db

DAY = 24 * 60 * 60


def stored(key, *, days_old=2.0):
    path = Path(storages["recordings"].path(key))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"voices")
    at = time.time() - days_old * DAY
    os.utime(path, (at, at))
    return key


@pytest.fixture
def full_store(agent):
    """A hundred objects that uploads under way name: one stray is just one in a hundred."""
    for number in range(100):
        key = stored(f"{number % 7:02x}/kept{number}")
        Upload.objects.create(
            agent=agent,
            key=key,
            fingerprint="f",
            metadata_fingerprint="m",
            state="pending",
            object_key=key,
        )


def test_only_what_no_row_names_is_a_stray(phone, agent, full_store):
    phone.upload(key="k1")
    recorded = Recording.objects.get().storage_key
    stored(recorded)
    abandoned = stored("ab/abandoned")
    Upload.objects.filter(key="00/kept0").update(object_key=abandoned, state="abandoned")
    strays = [stored("ab/part.part"), stored("in-no-folder"), "00/kept0", abandoned]
    stored("ab/young", days_old=0.9)

    found = reconcile_recordings(for_real=False)

    assert sorted(found.strays) == sorted(strays)
    assert (found.objects, found.deleted, found.missing) == (105, 0, [])
    assert all(storages["recordings"].exists(key) for key in strays)


def test_strays_are_deleted_for_real(full_store):
    stray = stored("ab/stray")

    dry = reconcile_recordings(for_real=False)
    found = reconcile_recordings(for_real=True)
    again = reconcile_recordings(for_real=True)

    assert (dry.deleted, found.deleted, again.deleted) == (0, 1, 0)
    assert not storages["recordings"].exists(stray)
    assert storages["recordings"].exists("00/kept0")


def test_more_than_one_in_a_hundred_is_no_litter(full_store):
    strays = [stored("ab/stray1"), stored("ab/stray2")]

    found = reconcile_recordings(for_real=True)

    assert (found.is_stopped, found.deleted) == (True, 0)
    assert all(storages["recordings"].exists(key) for key in strays)


def test_a_recording_without_its_object_is_reported_and_left(phone):
    phone.upload(key="k1")
    recording = Recording.objects.get()
    storages["recordings"].delete(recording.storage_key)

    found = reconcile_recordings(for_real=True)

    assert found.missing == [recording.storage_key]
    recording.refresh_from_db()
    assert recording.status == "stored"


def test_an_empty_store_is_fine():
    found = reconcile_recordings(for_real=True)

    assert (found.objects, found.strays, found.missing) == (0, [], [])


def test_the_command_is_a_dry_run_unless_told_otherwise(full_store, capsys):
    stored("ab/stray")

    call_command("reconcile_recordings")
    dry = capsys.readouterr().out
    call_command("reconcile_recordings", for_real=True)
    real = capsys.readouterr().out

    counts = "Of 101 objects 1 are strays, 0 are missing"
    assert dry == f"stray ab/stray\n{counts}; nothing was deleted, use --for-real.\n"
    assert real == f"stray ab/stray\n{counts}; 1 were deleted.\n"
