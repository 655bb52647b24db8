"""The file store: a name is used as it is, and what was saved survives a power cut."""

import os
from itertools import count
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile

from calls import storage as storage_module
from calls.storage import RecordingFileStorage


@pytest.fixture
def store(tmp_path):
    return RecordingFileStorage(location=tmp_path / "recordings")


@pytest.fixture
def steps(monkeypatch, tmp_path):
    """What reached the disk, in its order: ("fsync", path) and ("replace", from, to)."""
    taken = []
    real_fsync, real_replace = os.fsync, os.replace

    def name(path):
        return os.path.relpath(path, tmp_path)

    def fsync(descriptor):
        taken.append(("fsync", name(Path(f"/proc/self/fd/{descriptor}").readlink())))
        real_fsync(descriptor)

    def replace(source, target):
        taken.append(("replace", name(source), name(target)))
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    return taken


def read(store, name):
    with store.open(name) as file:
        return file.read()


def test_the_bytes_reach_the_disk_before_the_name_and_the_name_before_the_answer(store, steps):
    name = store.save("ab/abcd", ContentFile(b"voices"))

    assert name == "ab/abcd"
    assert steps == [
        ("fsync", "."),  # the new folders
        ("fsync", "recordings"),
        ("fsync", "recordings/ab/abcd.part"),
        ("replace", "recordings/ab/abcd.part", "recordings/ab/abcd"),
        ("fsync", "recordings/ab"),
        ("fsync", "recordings"),
    ]


def test_saving_again_replaces_whole(store):
    store.save("ab/abcd", ContentFile(b"the same bytes"))
    store.save("ab/abcd", ContentFile(b"the same bytes"))

    assert read(store, "ab/abcd") == b"the same bytes"
    assert store.listdir("ab") == ([], ["abcd"])


def test_a_killed_writers_part_is_in_nobodys_way(store, tmp_path):
    (tmp_path / "recordings/ab").mkdir(parents=True)
    (tmp_path / "recordings/ab/abcd.part").write_bytes(b"a longer beginning of something")

    store.save("ab/abcd", ContentFile(b"voices"))

    assert read(store, "ab/abcd") == b"voices"
    assert store.listdir("ab") == ([], ["abcd"])


def test_a_writer_that_failed_leaves_the_old_object(store, monkeypatch):
    store.save("ab/abcd", ContentFile(b"voices"))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        store.save("ab/abcd", ContentFile(b"other"))

    assert read(store, "ab/abcd") == b"voices"


def test_deleting_takes_the_part_along_and_may_be_repeated(store, tmp_path):
    store.save("ab/abcd", ContentFile(b"voices"))
    (tmp_path / "recordings/ab/abcd.part").write_bytes(b"voi")

    store.delete("ab/abcd")
    store.delete("ab/abcd")

    assert store.listdir("ab") == ([], [])


def test_a_slow_disk_ends_at_the_deadline(store, monkeypatch):
    seconds = count(step=8)
    monkeypatch.setattr(storage_module.time, "monotonic", lambda: next(seconds))

    with pytest.raises(TimeoutError):
        store.save("ab/abcd", ContentFile(b"x" * 3 * storage_module.MEBIBYTE))

    assert not store.exists("ab/abcd")


def test_nobody_else_may_read_the_recordings(store, tmp_path):
    store.save("ab/abcd", ContentFile(b"voices"))

    modes = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.rglob("*")}
    assert modes == {"recordings": 0, "ab": 0, "abcd": 0}


@pytest.mark.parametrize("name", ["../outside", "/etc/outside"])
def test_a_name_stays_inside_the_store(store, name):
    with pytest.raises(SuspiciousFileOperation):
        store.save(name, ContentFile(b"x"))
