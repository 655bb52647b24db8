"""Read the child's answer. Trusts nothing: the child has read a stranger's file."""

import json
import math
from collections.abc import Container
from typing import Any

from calls.processing.examination import (
    COARSE_PEAKS,
    CODECS,
    CONTENT_TYPES,
    MOST_CHANNELS,
    SAMPLE_RATES_HZ,
    Decoded,
    Examination,
    Measures,
    Refusal,
)

# What R128 measures lies between; beyond it, it's no loudness.
LEAST_LUFS, MOST_LUFS = -70.0, 40.0


class BadAnswer(Exception):
    """What came back is not what the child says."""


def parse_answer(answer: bytes) -> Examination:
    """Raises BadAnswer."""
    try:
        found = json.loads(answer)
        memory = _whole(found["peak_memory_bytes"], 0, 2**63 - 1)
        if found["decoded"] is None:
            return Examination(refusal=Refusal(found["refusal"]), peak_memory_bytes=memory)
        return Examination(
            decoded=_decoded(found["decoded"]),
            peaks=_peaks(found["peaks"]),
            has_playable=_flag(found["has_playable"]),
            peak_memory_bytes=memory,
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadAnswer(str(error)) from error


def _decoded(found: dict[str, Any]) -> Decoded:
    channels = _whole(found["channels"], 1, MOST_CHANNELS)
    return Decoded(
        container=_one_of(CONTENT_TYPES, found["container"]),
        is_3gp=_flag(found["is_3gp"]),
        codec=_one_of(CODECS, found["codec"]),
        sample_rate_hz=_whole(found["sample_rate_hz"], *SAMPLE_RATES_HZ),
        channels=channels,
        duration_seconds=_number(found["duration_seconds"], 0.0, math.inf),
        claimed_seconds=_number(found["claimed_seconds"], 0.0, math.inf),
        damaged_count=_whole(found["damaged_count"], 0, 2**31 - 1),
        has_location=_flag(found["has_location"]),
        measures=_measures(found["measures"], channels=channels),
    )


def _measures(found: dict[str, Any], *, channels: int) -> Measures:
    return Measures(
        loudness_lufs=_number(found["loudness_lufs"], LEAST_LUFS, MOST_LUFS),
        silence_share=_shares(found["silence_share"], channels),
        speech_share=_shares(found["speech_share"], channels),
        spoken_share=_number(found["spoken_share"], 0.0, 1.0),
        clipped_share=_number(found["clipped_share"], 0.0, 1.0),
    )


def _shares(numbers: object, channels: int) -> list[float]:
    if not isinstance(numbers, list) or len(numbers) != channels:
        raise ValueError(f"{numbers!r} isn't a share for each of {channels}")
    return [_number(number, 0.0, 1.0) for number in numbers]


def _peaks(numbers: object) -> bytes:
    if not isinstance(numbers, list) or len(numbers) != COARSE_PEAKS:
        raise ValueError(f"not {COARSE_PEAKS} peaks")
    return bytes(_whole(number, 0, 255) for number in numbers)


def _whole(number: object, least: int, most: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise ValueError(f"{number!r} isn't a number from {least} to {most}")
    return number


def _number(number: object, least: float, most: float) -> float:
    if not isinstance(number, float) or not least <= number <= most or math.isinf(number):
        raise ValueError(f"{number!r} isn't a number from {least} to {most}")
    return number


def _flag(flag: object) -> bool:
    if not isinstance(flag, bool):
        raise TypeError(f"{flag!r} is neither true nor false")
    return flag


def _one_of(names: Container[str], name: object) -> str:
    if not isinstance(name, str) or name not in names:
        raise ValueError(f"{name!r} wasn't asked for")
    return name
