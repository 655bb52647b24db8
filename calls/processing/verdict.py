"""What an examination means for the recording, in words that people read."""

from dataclasses import dataclass, field
from typing import Any

from calls.choices import RecordingStatus
from calls.processing.examination import CONTENT_TYPES, Decoded, Examination, Refusal
from calls.processing.findings import findings_on

QUARANTINED, FAILED = RecordingStatus.QUARANTINED, RecordingStatus.FAILED
REFUSALS: dict[Refusal, tuple[RecordingStatus, str]] = {
    # What the bytes are.
    Refusal.EMPTY: (QUARANTINED, "The file is empty."),
    Refusal.NOT_AUDIO: (QUARANTINED, "This isn't audio in a format that can be played."),
    Refusal.NO_INDEX: (
        QUARANTINED,
        "The file's index is missing: the app was probably stopped while it recorded.",
    ),
    Refusal.NO_AUDIO_STREAM: (QUARANTINED, "There is no audio in the file."),
    Refusal.HAS_VIDEO: (QUARANTINED, "This is a video; only audio is accepted."),
    Refusal.UNKNOWN_CODEC: (QUARANTINED, "The audio is coded in a way that isn't accepted."),
    Refusal.ABSURD_FORMAT: (
        QUARANTINED,
        "The file claims a sample rate or a number of channels that no recorder writes.",
    ),
    Refusal.NO_SOUND: (QUARANTINED, "Nothing in the file can be decoded to sound."),
    Refusal.CRASHED: (QUARANTINED, "The decoder crashed on this file."),
    # What it would take to look at them.
    Refusal.TOO_LONG: (FAILED, "The recording is longer than is allowed here."),
    Refusal.COPY_TOO_LARGE: (FAILED, "The copy for listening is larger than is allowed here."),
    Refusal.OUT_OF_MEMORY: (FAILED, "Decoding it needs more memory than is allowed here."),
    Refusal.TIMED_OUT: (FAILED, "Decoding it takes longer than is allowed here."),
    Refusal.KILLED: (FAILED, "The system ended the decoder, probably for lack of memory."),
}


@dataclass(frozen=True)
class Verdict:
    """A recording's new status and the other fields that go with it."""

    status: RecordingStatus
    status_reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def verdict_on(examination: Examination, *, reported_seconds: int | None) -> Verdict:
    """`reported_seconds`: how long the phone says that the call was; None if it doesn't say."""
    if decoded := examination.decoded:
        facts = _facts(decoded) | {
            "findings": findings_on(decoded, reported_seconds=reported_seconds),
            "peaks": examination.peaks,
        }
        return Verdict(status=RecordingStatus.READY, facts=facts)
    status, reason = REFUSALS[examination.refusal or Refusal.NO_SOUND]
    return Verdict(status=status, status_reason=reason)


def content_type_of(decoded: Decoded) -> str:
    if decoded.container == "amr" and decoded.codec == "amrwb":
        return "audio/amr-wb"
    if decoded.container.startswith("mov") and decoded.is_3gp:
        return "audio/3gpp"
    return CONTENT_TYPES[decoded.container]


def _facts(decoded: Decoded) -> dict[str, Any]:
    return {
        "container": decoded.container,
        "codec": decoded.codec,
        "content_type": content_type_of(decoded),
        "sample_rate_hz": decoded.sample_rate_hz,
        "channels": decoded.channels,
        "duration_seconds": decoded.duration_seconds,
    }
