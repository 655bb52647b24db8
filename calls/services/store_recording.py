import logging

from django.core.files.storage import storages

from calls.spooling import SpooledAudio
from calls.storage import StoreUnavailable

logger = logging.getLogger(__name__)


def store_recording(*, object_key: str, audio: SpooledAudio) -> None:
    """Put the audio into the store. No transaction may be open; safe to repeat.

    Raises `StoreUnavailable`; the store may then hold the object, or not.
    """
    try:
        name = storages["recordings"].save(object_key, audio)
    except OSError as error:
        logger.warning("storing %s failed: %s", object_key, error)
        raise StoreUnavailable from error
    if name != object_key:
        # The row names object_key: under another name the recording is lost.
        logger.error("the store renamed %s to %s; allow it to overwrite", object_key, name)
        raise StoreUnavailable
