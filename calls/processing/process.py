"""Process a recording in a child process."""

import os
import signal
import sys
from dataclasses import dataclass
from typing import IO

from calls.processing.answer import BadAnswer, parse_answer
from calls.processing.confined import OUT_OF_TIME, Ended, run_confined
from calls.processing.examination import Examination, Refusal
from calls.processing.waveform import BYTES_PER_CHANNEL


@dataclass(frozen=True)
class Limits:
    memory_bytes: int
    seconds: int
    decoded_seconds: int
    # Of the copy for listening.
    playable_bytes: int


class ProcessingBroke(Exception):
    """Processing itself went wrong: nothing is known of the recording; another try is due."""


def process(
    file: IO[bytes], *, limits: Limits, playable: IO[bytes], waveform: IO[bytes]
) -> Examination:
    """All three must have descriptors; `playable` and `waveform` be empty and readable, too.

    Afterwards `playable` holds AAC-LC in m4a, its index in front, if the examination
    `has_playable`, and `waveform` the packed peaks (see `waveform.unpack`) if it was `decoded`;
    otherwise what they hold means nothing. Both stand at their beginning. Raises ProcessingBroke
    for a bug or a lack of ours only.
    """
    outputs = (playable, waveform)
    command = _command(limits, (playable.fileno(), waveform.fileno()))
    ended = run_confined(command, recording=file, outputs=outputs, seconds=limits.seconds)
    examination = _examination(ended)
    _check_outputs(examination, playable=playable, waveform=waveform)
    return examination


def _command(limits: Limits, outputs: tuple[int, int]) -> list[str]:
    numbers = (
        *(limits.memory_bytes, limits.seconds, limits.decoded_seconds, limits.playable_bytes),
        *outputs,
    )
    return [sys.executable, "-m", "calls.processing.child", *map(str, numbers)]


def _examination(ended: Ended) -> Examination:
    if ended.return_code == 0:
        try:
            return parse_answer(ended.answer)
        except BadAnswer as error:
            raise ProcessingBroke(f"The child's answer can't be used: {error}") from error
    if ended.return_code > 0:
        raise ProcessingBroke(f"The child ended with {ended.return_code}; its message is above.")
    if ended.return_code in OUT_OF_TIME:
        return Examination(refusal=Refusal.TIMED_OUT)
    if ended.return_code == -signal.SIGKILL:
        return Examination(refusal=Refusal.KILLED)
    return Examination(refusal=Refusal.CRASHED)


def _check_outputs(examination: Examination, *, playable: IO[bytes], waveform: IO[bytes]) -> None:
    """The child may have been taken over: it says what it wrote, and we look."""
    playable.seek(0)
    waveform.seek(0)
    if examination.has_playable and os.fstat(playable.fileno()).st_size == 0:
        raise ProcessingBroke("The child says that it wrote a copy for listening; there is none.")
    if examination.decoded is None:
        return
    expected_bytes = examination.decoded.channels * BYTES_PER_CHANNEL
    if os.fstat(waveform.fileno()).st_size != expected_bytes:
        raise ProcessingBroke("The child says that it wrote a waveform; it isn't one.")
