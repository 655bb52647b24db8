import os
import signal
import subprocess
import sys
import time

import pytest

SECONDS_TO_END = 60
# Prints the ids of the processes that read, and dies as if by the kernel's hand.
KILLED_WHILE_READING = """
import os, signal
from multiprocessing import active_children

from contacts.services.reading_processes import reading_processes

pool = reading_processes(2)
for done in [pool.submit(os.getpid) for _ in range(2)]:
    done.result()
print(*(child.pid for child in active_children()), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_processes_that_read_end_when_the_import_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_WHILE_READING],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "callcrm.settings"},
        stdout=subprocess.PIPE,
        text=True,
    ) as killed:
        readers = [int(pid) for pid in killed.stdout.readline().split()]

    assert readers
    assert killed.returncode == -signal.SIGKILL
    wait_until_ended(readers)


def wait_until_ended(pids: list[int]) -> None:
    deadline = time.monotonic() + SECONDS_TO_END
    while still := [pid for pid in pids if is_alive(pid)]:
        if time.monotonic() > deadline:
            for pid in still:
                os.kill(pid, signal.SIGKILL)
            pytest.fail(f"still there: {still}")
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
