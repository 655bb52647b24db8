"""What each side of a recording says, as files for a speech recognizer."""

import json
import math
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from calls.choices import Side
from calls.processing.confined import run_confined
from calls.transcribing.faults import RecordingRefused, TranscriptionFault

# Speech at 16 kHz in FLAC takes 20 KB a second at most; noise takes all of 32.
FLAC_BYTES_PER_SECOND = 40_000
# -60 dB of full scale, squared: the hiss of a line on which nobody speaks.
SILENCE = 32.8**2
# Recorders that write one microphone into both channels: of the louder side's power.
SAME = 0.01


@dataclass(frozen=True)
class Limits:
    memory_bytes: int
    seconds: int
    decoded_seconds: int


@dataclass(frozen=True)
class Voice:
    """A file in FLAC. `side`: empty, if it is all that the recording has."""

    side: Side | str
    audio: IO[bytes]
    duration_seconds: float


@contextmanager
def voices_of(recording: IO[bytes], *, folder: Path, limits: Limits) -> Iterator[list[Voice]]:
    """None of a silent recording, two of one whose sides speak for themselves; else one.

    `recording` must have a descriptor. The files have no names and go with the context. Raises
    RecordingRefused for what can't be decoded and TranscriptionFault for a lack of ours.
    """
    with ExitStack() as stack:
        left, right = (stack.enter_context(tempfile.TemporaryFile(dir=folder)) for _ in range(2))
        seconds, mean_squares = run_child(recording, (left, right), limits)
        yield [
            Voice(side, {Side.RIGHT: right}.get(Side(side), left) if side else left, seconds)
            for side in speaking_sides(mean_squares)
        ]


def speaking_sides(mean_squares: list[float]) -> list[Side | str]:
    if len(mean_squares) == 1:
        return [""] if mean_squares[0] > SILENCE else []
    left, right, difference = mean_squares
    if difference < SAME * max(left, right):
        return [""] if left > SILENCE else []
    loud = {Side.LEFT: left, Side.RIGHT: right}
    return [side for side, mean_square in loud.items() if mean_square > SILENCE]


def run_child(
    recording: IO[bytes], outputs: tuple[IO[bytes], IO[bytes]], limits: Limits
) -> tuple[float, list[float]]:
    numbers = (
        *(limits.memory_bytes, limits.seconds, limits.decoded_seconds * FLAC_BYTES_PER_SECOND),
        *(limits.decoded_seconds, *(output.fileno() for output in outputs)),
    )
    ended = run_confined(
        [sys.executable, "-m", "calls.transcribing.child", *map(str, numbers)],
        recording=recording,
        outputs=outputs,
        seconds=limits.seconds,
    )
    if ended.return_code:
        raise TranscriptionFault(
            f"The recording couldn't be decoded (it ended with {ended.return_code})."
        )
    return read_child_answer(ended.answer)


def read_child_answer(answer: bytes) -> tuple[float, list[float]]:
    """Trusts nothing: the child has read a stranger's file."""
    try:
        found = json.loads(answer)
        if found.get("refusal"):
            raise RecordingRefused("The recording can't be decoded.")
        seconds, mean_squares = found["seconds"], found["mean_squares"]
        numbers = [float(each) for each in (seconds, *mean_squares)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise TranscriptionFault("The recording couldn't be decoded.") from error
    if len(numbers) not in (2, 4) or not all(math.isfinite(each) and each >= 0 for each in numbers):
        raise TranscriptionFault("The recording couldn't be decoded.")
    return numbers[0], numbers[1:]
