from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.core.files.storage import Storage, storages
from django.db.models import QuerySet

from calls.models import Recording
from calls.services.recordings_with_bytes import recordings_with_bytes
from calls.services.verify_recordings import BATCH, digest_in
from calls.spooling import SpooledAudio, spool_audio
from calls.storage import MEBIBYTE, StoreFault

SOURCE = "recordings"


class CopyOutcome(Enum):
    COPIED = auto()
    THERE_ALREADY = auto()
    LEFT_OUT = auto()


@dataclass(frozen=True)
class Copied:
    """`finding`: why it was left out, in words. Of a dry run: what would be done."""

    recording: Recording
    outcome: CopyOutcome
    finding: str = ""


def recordings_to_copy() -> "QuerySet[Recording]":
    return recordings_with_bytes().order_by("id")


def copy_recordings(*, to: str, is_for_real: bool) -> Iterator[Copied]:
    """Copy each object of the store of recordings to another (an alias of STORAGES), oldest first.

    Bytes that aren't what was received stay where they are; what was written is read back. Takes
    nothing away. Safe to repeat and to kill: an object is there as a whole or not at all, and one
    that is there is not copied again. Raises OSError when one of the stores fails.
    """
    for recording in recordings_to_copy().iterator(chunk_size=BATCH):
        yield copy_one(recording, storages[to], is_for_real=is_for_real)


def copy_one(recording: Recording, target: Storage, *, is_for_real: bool) -> Copied:
    key = recording.storage_key
    assert key
    if size_in(target, key) == recording.size_bytes:
        return Copied(recording, CopyOutcome.THERE_ALREADY)
    if not is_for_real:
        return Copied(recording, CopyOutcome.COPIED)
    try:
        audio = fetched(key)
    except FileNotFoundError:
        return Copied(recording, CopyOutcome.LEFT_OUT, "is missing")
    with audio:
        if audio.sha256 != recording.sha256:
            return Copied(recording, CopyOutcome.LEFT_OUT, "differs from what was received")
        target.save(key, audio)
    if digest_in(target, key)[0] != recording.sha256:
        target.delete(key)
        raise StoreFault(f"The new store gave back other bytes than it was sent, for {key}.")
    return Copied(recording, CopyOutcome.COPIED)


def size_in(store: Storage, key: str) -> int | None:
    try:
        return store.size(key)
    except FileNotFoundError:
        return None


def fetched(key: str) -> SpooledAudio:
    """On our disk first, hashed: the target must not get what isn't whole."""
    with storages[SOURCE].open(key, "rb") as file:
        return spool_audio(iter(lambda: file.read(MEBIBYTE), b""), filename="")
