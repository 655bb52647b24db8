import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import Storage, storages
from django.db.models import QuerySet

from calls.models import Recording
from calls.services.named_objects import NamedObject, objects_of
from calls.services.recordings_with_bytes import recordings_with_bytes
from calls.storage import MEBIBYTE, StoreFault

BATCH = 1000


@dataclass(frozen=True)
class Verified:
    """`finding`: what is wrong with which of its objects, in words; "" if all are as they were."""

    recording: Recording
    finding: str
    key: str = ""


def recordings_to_verify(*, sample: int | None) -> "QuerySet[Recording]":
    """As many as that, by chance, or all; oldest first."""
    recordings = recordings_with_bytes()
    if sample is not None:
        recordings = recordings.filter(id__in=recordings.order_by("?").values("id")[:sample])
    return recordings.order_by("id")


def verify_recordings(*, recordings: "QuerySet[Recording]", store: str) -> Iterator[Verified]:
    """Read the objects of each in the store (an alias of STORAGES) and compare their SHA-256.

    Changes nothing. Raises StoreFault when the store itself is away; one file that can't be read
    is a finding.
    """
    for recording in recordings.iterator(chunk_size=BATCH):
        yield verify_one(recording, storages[store])


def verify_one(recording: Recording, store: Storage) -> Verified:
    for named in objects_of(recording):
        if finding := finding_of(named, store):
            return Verified(recording, f"{named.words} {finding}".strip(), named.key)
    return Verified(recording, "")


def finding_of(named: NamedObject, store: Storage) -> str:
    try:
        sha256, size_bytes = digest_in(store, named.key)
    except FileNotFoundError:
        return "is missing"
    except StoreFault:
        raise
    except OSError as error:
        return f"can't be read: {error.strerror or error}"
    if size_bytes != named.size_bytes:
        return f"has {size_bytes} bytes, not {named.size_bytes}"
    return "" if sha256 == named.sha256 else "differs from what was received"


def digest_in(store: Storage, key: str) -> tuple[str, int]:
    """The SHA-256 of an object and its size in bytes. Raises OSError."""
    digest = hashlib.sha256()
    size_bytes = 0
    with store.open(key, "rb") as file:
        while chunk := file.read(MEBIBYTE):
            digest.update(chunk)
            size_bytes += len(chunk)
    return digest.hexdigest(), size_bytes
