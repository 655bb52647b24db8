import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import Storage, storages
from django.db.models import QuerySet

from calls.models import Recording
from calls.services.recordings_with_bytes import recordings_with_bytes
from calls.storage import MEBIBYTE, StoreFault

BATCH = 1000


@dataclass(frozen=True)
class Verified:
    """`finding`: what is wrong with the object, in words; "" for one that is as it was received."""

    recording: Recording
    finding: str


def recordings_to_verify(*, sample: int | None) -> "QuerySet[Recording]":
    """As many as that, by chance, or all; oldest first."""
    recordings = recordings_with_bytes()
    if sample is not None:
        recordings = recordings.filter(id__in=recordings.order_by("?").values("id")[:sample])
    return recordings.order_by("id")


def verify_recordings(*, recordings: "QuerySet[Recording]", store: str) -> Iterator[Verified]:
    """Read each object of the store (an alias of STORAGES) and compare its SHA-256.

    Changes nothing. Raises StoreFault when the store itself is away; one file that can't be read
    is a finding.
    """
    for recording in recordings.iterator(chunk_size=BATCH):
        yield Verified(recording, finding_of(recording, storages[store]))


def finding_of(recording: Recording, store: Storage) -> str:
    assert recording.storage_key
    try:
        sha256, size_bytes = digest_in(store, recording.storage_key)
    except FileNotFoundError:
        return "is missing"
    except StoreFault:
        raise
    except OSError as error:
        return f"can't be read: {error.strerror or error}"
    if size_bytes != recording.size_bytes:
        return f"has {size_bytes} bytes, not {recording.size_bytes}"
    return "" if sha256 == recording.sha256 else "differs from what was received"


def digest_in(store: Storage, key: str) -> tuple[str, int]:
    """The SHA-256 of an object and its size in bytes. Raises OSError."""
    digest = hashlib.sha256()
    size_bytes = 0
    with store.open(key, "rb") as file:
        while chunk := file.read(MEBIBYTE):
            digest.update(chunk)
            size_bytes += len(chunk)
    return digest.hexdigest(), size_bytes
