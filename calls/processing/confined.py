"""A program that reads a stranger's file: its limits hold there, and its crashes stay there."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

FOLDER_OF_OUR_CODE = Path(__file__).resolve().parents[2]
# An answer is a kilobyte. A child that writes more than a pipe holds waits, and is killed.
MAX_ANSWER_BYTES = 8192
# How the system ends a process that used up its CPU time or its clock.
OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGALRM}


@dataclass(frozen=True)
class Ended:
    """`return_code`: of the child; below 0 the signal that ended it."""

    return_code: int
    answer: bytes


def run_confined(
    command: Sequence[str], *, recording: IO[bytes], outputs: Sequence[IO[bytes]], seconds: int
) -> Ended:
    """Run one of our modules with `recording` as its input and `outputs` open, and nothing else.

    It limits itself, first of all (`limits.limit_resources`). Whatever it started ends with it, and
    after `seconds` it ends as by SIGALRM.
    """
    recording.seek(0)
    with subprocess.Popen(  # noqa: S603 - our own modules and numbers
        command,
        stdin=recording,
        stdout=subprocess.PIPE,
        cwd=FOLDER_OF_OUR_CODE,
        env={},  # neither the database's address nor any key
        pass_fds=[output.fileno() for output in outputs],
        start_new_session=True,
    ) as child:
        try:
            return_code = child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return Ended(-signal.SIGALRM, b"")
        finally:
            _kill_group(child)
        assert child.stdout is not None
        return Ended(return_code, os.read(child.stdout.fileno(), MAX_ANSWER_BYTES))


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
