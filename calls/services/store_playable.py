import hashlib
import logging
from dataclasses import dataclass
from typing import IO

from django.core.files.base import File
from django.core.files.storage import storages

from calls.services.claim_upload import new_object_key
from calls.storage import MEBIBYTE, StoreUnavailable

logger = logging.getLogger(__name__)

# So that whoever looks into the store can tell a copy from what a phone sent.
SUFFIX = ".m4a"


@dataclass(frozen=True)
class Playable:
    key: str
    size_bytes: int
    sha256: str


def store_playable(*, file: IO[bytes]) -> Playable:
    """Put a copy into the store, under a key that no row has. No transaction may be open.

    Until a row names it, it is a stray: whoever dies here leaves it to the daily check. Raises
    StoreUnavailable.
    """
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(MEBIBYTE):
        digest.update(chunk)
    size_bytes = file.tell()
    file.seek(0)
    key = new_object_key() + SUFFIX
    try:
        name = storages["recordings"].save(key, File(file, name=key))
    except OSError as error:
        logger.warning("storing %s failed: %s", key, error)
        raise StoreUnavailable from error
    if name != key:
        logger.error("the store renamed %s to %s; allow it to overwrite", key, name)
        raise StoreUnavailable
    return Playable(key=key, size_bytes=size_bytes, sha256=digest.hexdigest())


def delete_playable(*, key: str) -> None:
    """Of a key that no row names any more. If the store won't now, the daily check will."""
    try:
        storages["recordings"].delete(key)
    except OSError as error:
        logger.warning("deleting %s failed: %s", key, error)
