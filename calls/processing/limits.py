"""What a program that reads strangers' files may use. Runs inside the child process."""

import ctypes
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
PR_SET_NO_NEW_PRIVS = 38
# Standard input, output and error, and what came open: no other file, no socket.
OPEN_FILES = 3


def limit_resources(*, memory_bytes: int, seconds: int, file_bytes: int = 0) -> None:
    """Call first. `seconds` bounds both the CPU and the clock, should nobody watch from outside.

    `file_bytes`: what may be written into each file that it was given.
    """
    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    # At the soft limit the end has a name (SIGXCPU), at the hard one it looks like anybody's kill.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    signal.alarm(seconds)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def open_nothing_more() -> None:
    """Call when everything is imported: from here on every open and connect fails."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
