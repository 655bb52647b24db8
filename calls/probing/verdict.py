"""What a finding means for the recording, in words that people read."""

from dataclasses import dataclass, field
from typing import Any

from calls.choices import RecordingStatus
from calls.probing.finding import CONTENT_TYPES, Decoded, Finding, Refusal

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
    Refusal.NO_SOUND: (QUARANTINED, "Nothing in the file can be decoded to sound."),
    Refusal.CRASHED: (QUARANTINED, "The decoder crashed on this file."),
    # What it would take to look at them.
    Refusal.TOO_LONG: (FAILED, "The recording is longer than is allowed here."),
    Refusal.OUT_OF_MEMORY: (FAILED, "Decoding it needs more memory than is allowed here."),
    Refusal.TIMED_OUT: (FAILED, "Decoding it takes longer than is allowed here."),
    Refusal.KILLED: (FAILED, "The system ended the decoder, probably for lack of memory."),
}

TOLERANCE_SECONDS = 1.0


@dataclass(frozen=True)
class Verdict:
    """A recording's new status and the other fields that go with it."""

    status: RecordingStatus
    status_reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def verdict_on(finding: Finding) -> Verdict:
    if finding.decoded:
        return Verdict(status=RecordingStatus.READY, facts=_facts(finding.decoded))
    status, reason = REFUSALS[finding.refusal or Refusal.NO_SOUND]
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
        "findings": _findings(decoded),
    }


def _findings(decoded: Decoded) -> list[dict[str, Any]]:
    findings = []
    if decoded.damaged_count:
        findings.append({"code": "damaged", "message": "Parts of the audio can't be decoded."})
    if decoded.claimed_seconds > decoded.duration_seconds + TOLERANCE_SECONDS:
        findings.append({"code": "incomplete", "message": "The end of the audio is missing."})
    return findings
