from dataclasses import dataclass

from callcrm.api.exceptions import DomainError
from calls.choices import RecordingStatus
from calls.models import Recording
from calls.playback import HEAD_BYTES, playable_type, sniffed_type
from calls.services.named_objects import NamedObject, copy_of, original_of
from calls.services.open_recording import open_recording, refuse_without_bytes

RETRY_AFTER_SECONDS = 5
NOT_JUDGED = frozenset({RecordingStatus.STORED, RecordingStatus.PROCESSING})


class RecordingNotPlayable(DomainError):
    """It was looked at, and browsers get nothing of it."""

    code = "recording_not_playable"


class RecordingNotReady(DomainError):
    """Its copy for browsers is about to be made."""

    code = "recording_not_ready"


@dataclass(frozen=True)
class Playable:
    """What a browser is given, and as what."""

    named: NamedObject
    content_type: str


def find_playable(*, recording: Recording | None) -> Playable:
    """The copy, or the original where browsers play that.

    One that was never judged is played as what its first bytes promise. Raises RecordingAbsent,
    RecordingErased, RecordingNotPlayable, RecordingNotReady, and what `open_recording` raises.
    """
    recording = refuse_without_bytes(recording)
    if recording.status in NOT_JUDGED:
        return unjudged(recording)
    if recording.status != RecordingStatus.READY:
        reason = recording.status_reason or recording.get_status_display()
        raise RecordingNotPlayable(f"This recording can't be played. {reason}")
    content_type = playable_type(recording)
    if content_type is None:
        raise RecordingNotPlayable(
            "Browsers can't play this recording, and it has no copy for them yet. Have it "
            "processed again (reprocess), or save the original."
        )
    return Playable(copy_of(recording) or original_of(recording), content_type)


def unjudged(recording: Recording) -> Playable:
    # What was quarantined once isn't played while it is looked at again.
    if recording.processed_at is None:
        with open_recording(recording=recording) as file:
            content_type = sniffed_type(file.read(HEAD_BYTES))
        if content_type:
            return Playable(original_of(recording), content_type)
    raise RecordingNotReady(
        "The recording is still being processed. It plays in a moment.",
        retry_after_seconds=RETRY_AFTER_SECONDS,
    )
