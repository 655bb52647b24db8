"""What is noteworthy about a recording that plays: data for filters, words for people.

docs/how-to/read-the-verdicts.md explains each to who must act on it.
"""

from collections.abc import Iterator
from typing import TypedDict

from calls.processing.answer import LEAST_LUFS
from calls.processing.examination import STEREO, Decoded

# Less than a word is heard, and of a very short recording less than a tenth: a click at the start
# or the end makes no sound of a silent one.
AUDIBLE_SECONDS, AUDIBLE_SHARE = 0.5, 0.1
# A side with a second of speech said something, if only "yes"; and one side can only be missed
# where the other had the time for a sentence.
HEARD_SECONDS, SENTENCE_SECONDS = 1.0, 3.0
# A sample in a thousand at full scale is heard as crackling; fewer are a slammed door.
CLIPPED_SHARE = 0.001
# 17 below what broadcasters aim at (EBU R128: -23): at the usual volume, barely understood.
QUIET_LUFS = -40.0
# In a conversation somebody speaks most of the time; waiting in a queue, too, is heard as sound.
SPOKEN_SHARE = 0.1
# Phones count whole seconds, and recorders start a moment late.
SHORTER_SECONDS, SHORTER_SHARE = 5.0, 0.01
# A codec's padding.
INCOMPLETE_SECONDS = 1.0


class Finding(TypedDict):
    """As it stands in `recordings.findings`; a finding without a quantity has neither of two."""

    code: str
    value: float | None
    unit: str | None
    message: str


def findings_on(decoded: Decoded, *, reported_seconds: int | None) -> list[Finding]:
    return [
        *_of_the_file(decoded),
        *_of_the_length(decoded, reported_seconds),
        *_of_the_sound(decoded),
    ]


def _of_the_file(decoded: Decoded) -> Iterator[Finding]:
    if decoded.damaged_count:
        yield _finding(
            "damaged", decoded.damaged_count, "packets", "Parts of the audio can't be decoded."
        )
    if decoded.has_location:
        # Never the place: a finding is read by more people than the file is heard by.
        yield _finding(
            "metadata_location", None, None, "The file tells where the phone was when it recorded."
        )


def _of_the_length(decoded: Decoded, reported_seconds: int | None) -> Iterator[Finding]:
    missing = decoded.claimed_seconds - decoded.duration_seconds
    if missing > INCOMPLETE_SECONDS:
        yield _finding(
            "incomplete", round(missing, 1), "seconds", "The end of the audio is missing."
        )
    shorter = (reported_seconds or 0) - decoded.duration_seconds
    if shorter > SHORTER_SECONDS + SHORTER_SHARE * (reported_seconds or 0):
        yield _finding(
            "shorter_than_reported",
            round(shorter, 1),
            "seconds",
            f"The recording is {shorter:,.0f} s shorter than the call was, says the phone.",
        )


def _of_the_sound(decoded: Decoded) -> Iterator[Finding]:
    measures, duration = decoded.measures, decoded.duration_seconds
    audible_seconds = (1 - min(measures.silence_share)) * duration
    if audible_seconds < min(AUDIBLE_SECONDS, AUDIBLE_SHARE * duration):
        yield _finding("silent", 100, "percent", "Nothing is heard from start to end.")
        return
    if side := _silent_side(decoded):
        yield _finding(
            "one_side_silent",
            side,
            "channel",
            f"Only one side is heard: the {('left', 'right')[side - 1]} channel is silent.",
        )
    if measures.clipped_share >= CLIPPED_SHARE:
        yield _finding(
            "clipped",
            round(100 * measures.clipped_share, 2),
            "percent",
            "The sound is distorted: it was too loud for the recorder.",
        )
    if LEAST_LUFS < measures.loudness_lufs < QUIET_LUFS:
        yield _finding(
            "quiet",
            round(measures.loudness_lufs, 1),
            "LUFS",
            "The recording is very quiet. Turn up the volume to hear it.",
        )
    if measures.spoken_share < SPOKEN_SHARE:
        silent_percent = round(100 * (1 - measures.spoken_share), 1)
        yield _finding(
            "mostly_silent",
            silent_percent,
            "percent",
            f"Nobody speaks in {silent_percent:.0f}% of the recording.",
        )


def _silent_side(decoded: Decoded) -> int | None:
    """1: left, 2: right; None if both are heard, neither is, or there is only one."""
    if decoded.channels != STEREO:
        return None
    left, right = (share * decoded.duration_seconds for share in decoded.measures.speech_share)
    if max(left, right) < SENTENCE_SECONDS or min(left, right) >= HEARD_SECONDS:
        return None
    return 1 if left < right else 2


def _finding(code: str, value: float | None, unit: str | None, message: str) -> Finding:
    return {"code": code, "value": value, "unit": unit, "message": message}
