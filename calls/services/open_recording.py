import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import File
from django.core.files.storage import storages

from callcrm.api.exceptions import DomainError
from calls.choices import WITHOUT_OBJECT, RecordingStatus
from calls.models import Recording
from calls.services.named_objects import NamedObject, original_of

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 10


class RecordingAbsent(DomainError):
    code = "recording_absent"


class RecordingErased(DomainError):
    code = "recording_erased"


class RecordingLost(DomainError):
    """The store answers, but not with the bytes that we put there."""

    code = "recording_lost"


class RecordingOutOfReach(DomainError):
    """The store doesn't answer."""

    code = "store_unavailable"


def refuse_without_bytes(recording: Recording | None) -> Recording:
    """Raises RecordingAbsent and RecordingErased."""
    if recording is not None and recording.status == RecordingStatus.ERASED:
        raise RecordingErased("The recording was erased.")
    if recording is None or recording.status in WITHOUT_OBJECT:
        reason = recording.get_absent_reason_display() if recording else ""
        raise RecordingAbsent(f"This call has no recording. {reason}".strip())
    return recording


def open_recording(*, recording: Recording) -> "File[bytes]":
    """The bytes, as they came. Whoever opens them closes them.

    Raises RecordingOutOfReach, and RecordingLost for a file that isn't there or isn't whole.
    """
    return open_object(recording=recording, named=original_of(recording))


def open_object(*, recording: Recording, named: NamedObject) -> "File[bytes]":
    """Of this recording. Whoever opens it closes it. Raises as `open_recording` does."""
    with faults_in_words(recording, named):
        file: File[bytes] = storages["recordings"].open(named.key, "rb")
        size_bytes = file.size
    if size_bytes != named.size_bytes:
        file.close()
        raise lost(recording, named, f"has {size_bytes} bytes in the store, not {named.size_bytes}")
    return file


@contextmanager
def faults_in_words(recording: Recording, named: NamedObject) -> Iterator[None]:
    """The store's OSErrors as RecordingLost and RecordingOutOfReach; the log has the reason."""
    try:
        yield
    except FileNotFoundError as error:
        raise lost(recording, named, "is missing from the store") from error
    except OSError as error:
        logger.warning("Recording %s can't be read: %s", recording.pk, error)
        raise RecordingOutOfReach(
            "The recording store isn't answering. Try again in a moment.",
            retry_after_seconds=RETRY_AFTER_SECONDS,
        ) from error


def lost(recording: Recording, named: NamedObject, finding: str) -> RecordingLost:
    logger.error("Recording %s (%s) %s.", recording.pk, named.key, finding)
    return RecordingLost(f"The recording {finding}. Tell whoever runs callcrm.")
