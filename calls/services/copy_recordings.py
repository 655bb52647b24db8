from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.core.files.storage import Storage, storages
from django.db.models import QuerySet

from calls.models import Recording
from calls.services.named_objects import NamedObject, objects_of
from calls.services.recordings_with_bytes import recordings_with_bytes
from calls.services.verify_recordings import BATCH, digest_in
from calls.spooling import SpooledAudio, spool_audio
from calls.storage import MEBIBYTE, StoreFault

SOURCE = "recordings"


class CopyOutcome(Enum):
    THERE_ALREADY = auto()
    COPIED = auto()
    LEFT_OUT = auto()


@dataclass(frozen=True)
class Copied:
    """`finding`: why the object `key` of it was left out, in words. Of a dry run: what would be."""

    recording: Recording
    outcome: CopyOutcome
    key: str = ""
    finding: str = ""


def recordings_to_copy() -> "QuerySet[Recording]":
    return recordings_with_bytes().order_by("id")


def copy_recordings(*, to: str, is_for_real: bool) -> Iterator[Copied]:
    """Copy the objects of each recording to another store (an alias of STORAGES), oldest first.

    Bytes that aren't what was received stay where they are; what was written is read back. Takes
    nothing away. Safe to repeat and to kill: an object is there as a whole or not at all, and one
    that is there is not copied again. Raises OSError when one of the stores fails.
    """
    for recording in recordings_to_copy().iterator(chunk_size=BATCH):
        yield copy_one(recording, storages[to], is_for_real=is_for_real)


def copy_one(recording: Recording, target: Storage, *, is_for_real: bool) -> Copied:
    """What happened to its objects: the copy that is played goes where the original goes."""
    copied = Copied(recording, CopyOutcome.THERE_ALREADY)
    for named in objects_of(recording):
        if size_in(target, named.key) == named.size_bytes:
            continue
        if is_for_real and (finding := copy_object(named, target)):
            finding = f"{named.words} {finding}".strip()
            return Copied(recording, CopyOutcome.LEFT_OUT, named.key, finding)
        copied = Copied(recording, CopyOutcome.COPIED)
    return copied


def copy_object(named: NamedObject, target: Storage) -> str:
    """Answers why it was left out, or "". Raises OSError."""
    try:
        audio = fetched(named.key)
    except FileNotFoundError:
        return "is missing"
    with audio:
        if audio.sha256 != named.sha256:
            return "differs from what was received"
        target.save(named.key, audio)
    if digest_in(target, named.key)[0] != named.sha256:
        target.delete(named.key)
        raise StoreFault(f"The new store gave back other bytes than it was sent, for {named.key}.")
    return ""


def size_in(store: Storage, key: str) -> int | None:
    try:
        return store.size(key)
    except FileNotFoundError:
        return None


def fetched(key: str) -> SpooledAudio:
    """On our disk first, hashed: the target must not get what isn't whole."""
    with storages[SOURCE].open(key, "rb") as file:
        return spool_audio(iter(lambda: file.read(MEBIBYTE), b""), filename="")
