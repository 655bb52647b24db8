import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

LONGEST_PAUSE_SECONDS = 30
# A child that lived this long is healthy: the next time that it ends, it starts anew at once.
HEALTHY_AFTER_SECONDS = 60


@dataclass
class Child:
    """A program that is kept running: when it ends it starts again, each time a little later."""

    name: str
    command: Sequence[str]
    pass_fds: Sequence[int] = ()
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started_at: float = field(default=0.0, init=False)
    _start_after: float = field(default=0.0, init=False)
    _pause_seconds: float = field(default=1.0, init=False)

    def start(self) -> None:
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            pass_fds=self.pass_fds,
            # Ctrl-C is for the supervisor alone: to gunicorn it would mean "drop the uploads".
            process_group=0,
            preexec_fn=_ending_with_the_supervisor(),  # noqa: PLW1509 - the supervisor has no threads
        )

    def has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def keep_running(self) -> None:
        """Call often. Start the child again when it has ended and its pause is over."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_after:
                self.start()
        elif self.has_ended():
            if now - self._started_at > HEALTHY_AFTER_SECONDS:
                self._pause_seconds = 1.0
            print(
                f"{self.name} ended ({self._process.returncode}); "
                f"starting it again in {self._pause_seconds:.0f} s",
                flush=True,
            )
            self._start_after = now + self._pause_seconds
            self._pause_seconds = min(self._pause_seconds * 2, LONGEST_PAUSE_SECONDS)
            self._process = None

    def ask_to_stop(self) -> None:
        if self._process is not None:
            self._process.terminate()

    def is_gone(self) -> bool:
        return self._process is None or self.has_ended()

    def kill(self) -> None:
        """End it now, with all that it started; nothing that was acknowledged is lost by it."""
        if self._process is not None and not self.has_ended():
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _ending_with_the_supervisor() -> Callable[[], None] | None:
    """On Linux a child gets SIGTERM when the supervisor is killed: nothing runs on alone."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    pr_set_pdeathsig = 1  # <sys/prctl.h>
    return lambda: libc.prctl(pr_set_pdeathsig, signal.SIGTERM)
