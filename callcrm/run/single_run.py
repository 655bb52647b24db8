"""One supervisor per VAR_DIR: it holds a lock on VAR_DIR/run.pid, which names it."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callcrm.run.refusal import CannotRun
from callcrm.run.var_dir import make_private_folder

STOP_TIMEOUT_SECONDS = 90


@contextmanager
def sole_run(var_dir: Path) -> Iterator[None]:
    """Be the only supervisor of this VAR_DIR. A killed one's lock is gone with it."""
    make_private_folder(var_dir)
    with (var_dir / "run.pid").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(
                f"it already runs in {var_dir} (process {_read_pid(var_dir)}); end that with make "
                "stop, or set VAR_DIR and PORT for a second copy."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def stop_run(var_dir: Path) -> bool:
    """Ask the supervisor to stop and wait until it has; True if there was one."""
    pid = running_pid(var_dir)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
    while running_pid(var_dir) == pid:
        if time.monotonic() > deadline:
            raise CannotRun(f"process {pid} didn't stop in {STOP_TIMEOUT_SECONDS} s; look at it.")
        time.sleep(0.1)
    return True


def running_pid(var_dir: Path) -> int | None:
    """The supervisor's process id; a number in the file counts only while the lock is held."""
    try:
        with (var_dir / "run.pid").open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return _read_pid(var_dir)
    return None


def _read_pid(var_dir: Path) -> int | None:
    text = (var_dir / "run.pid").read_text().strip()
    return int(text) if text else None
