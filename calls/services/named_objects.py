from collections.abc import Iterator
from dataclasses import dataclass

from calls.models import Recording


@dataclass(frozen=True)
class NamedObject:
    """An object that the store must have; `words` say what it is, "" for what a phone sent."""

    key: str
    size_bytes: int
    sha256: str
    words: str = ""


def original_of(recording: Recording) -> NamedObject:
    """What the phone sent, bit for bit. The recording must have bytes."""
    assert recording.storage_key
    return NamedObject(recording.storage_key, recording.size_bytes or 0, recording.sha256)


def copy_of(recording: Recording) -> NamedObject | None:
    """What browsers play where they can't play the original."""
    if not recording.playable_key:
        return None
    return NamedObject(
        recording.playable_key,
        recording.playable_size_bytes or 0,
        recording.playable_sha256,
        words="the copy to be played",
    )


def objects_of(recording: Recording) -> Iterator[NamedObject]:
    yield original_of(recording)
    if copy := copy_of(recording):
        yield copy
