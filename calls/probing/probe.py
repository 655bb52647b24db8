"""Look at a recording in a child process: its limits hold there, and its crashes stay there."""

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from calls.probing.finding import CODECS, CONTENT_TYPES, Decoded, Finding, Refusal

FOLDER_OF_OUR_CODE = Path(__file__).resolve().parents[2]
# An answer is a few hundred bytes. A child that writes more than a pipe holds waits, and is killed.
MAX_ANSWER_BYTES = 4096
# How the system ends a process that used up its memory, its CPU time or its clock.
OUT_OF_TIME = {signal.SIGXCPU, signal.SIGALRM}


@dataclass(frozen=True)
class Limits:
    memory_bytes: int
    seconds: int
    decoded_seconds: int


class ProbeBroke(Exception):
    """The probe itself went wrong: nothing is known of the recording, and another try is due."""


def probe(file: IO[bytes], *, limits: Limits) -> Finding:
    """`file` must have a descriptor. Raises ProbeBroke for a bug or a lack of ours only."""
    file.seek(0)
    with subprocess.Popen(  # noqa: S603 - our own module, three numbers
        _command(limits),
        stdin=file,
        stdout=subprocess.PIPE,
        cwd=FOLDER_OF_OUR_CODE,
        env={},  # neither the database's address nor any key
        start_new_session=True,
    ) as child:
        try:
            return_code = child.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            return Finding(refusal=Refusal.TIMED_OUT)
        finally:
            _kill_group(child)
        assert child.stdout is not None
        answer = os.read(child.stdout.fileno(), MAX_ANSWER_BYTES)
    return _finding(return_code, answer)


def _command(limits: Limits) -> list[str]:
    numbers = (limits.memory_bytes, limits.seconds, limits.decoded_seconds)
    return [sys.executable, "-m", "calls.probing.child", *map(str, numbers)]


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _finding(return_code: int, answer: bytes) -> Finding:
    if return_code == 0:
        return parse_finding(answer)
    if return_code > 0:
        raise ProbeBroke(f"The probe ended with {return_code}; its message is above.")
    by_signal = signal.Signals(-return_code)
    if by_signal in OUT_OF_TIME:
        return Finding(refusal=Refusal.TIMED_OUT)
    if by_signal == signal.SIGKILL:
        return Finding(refusal=Refusal.KILLED)
    return Finding(refusal=Refusal.CRASHED)


def parse_finding(answer: bytes) -> Finding:
    """Trusts nothing: the child has read a stranger's file. Raises ProbeBroke."""
    try:
        found = json.loads(answer)
        decoded = found["decoded"]
        return Finding(
            decoded=None if decoded is None else _decoded(decoded),
            refusal=None if found["refusal"] is None else Refusal(found["refusal"]),
            peak_memory_bytes=_whole(found["peak_memory_bytes"], 0, 2**63 - 1),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ProbeBroke(f"The probe's answer can't be used: {error}") from error


def _decoded(found: dict[str, Any]) -> Decoded:
    return Decoded(
        container=_one_of(CONTENT_TYPES, found["container"]),
        is_3gp=found["is_3gp"] is True,
        codec=_one_of(CODECS, found["codec"]),
        sample_rate_hz=_whole(found["sample_rate_hz"], 1, 2**31 - 1),
        channels=_whole(found["channels"], 1, 2**15 - 1),
        duration_seconds=_seconds(found["duration_seconds"]),
        claimed_seconds=_seconds(found["claimed_seconds"]),
        damaged_count=_whole(found["damaged_count"], 0, 2**31 - 1),
    )


def _whole(number: object, least: int, most: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise ValueError(f"{number!r} isn't a number from {least} to {most}")
    return number


def _seconds(number: object) -> float:
    if not isinstance(number, float) or not 0 <= number < math.inf:
        raise ValueError(f"{number!r} isn't a duration")
    return number


def _one_of(names: Container[str], name: object) -> str:
    if not isinstance(name, str) or name not in names:
        raise ValueError(f"{name!r} wasn't asked for")
    return name
