import subprocess
import sys

import pytest

from callcrm.run.refusal import CannotRun
from callcrm.run.single_run import running_pid, sole_run, stop_run

HOLD = """
import pathlib, signal, sys, time
from callcrm.run.single_run import sole_run
with sole_run(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other_run(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def test_a_second_run_in_the_same_folder_is_refused_and_told_what_to_do(tmp_path, other_run):
    with (
        pytest.raises(CannotRun, match=rf"already runs .*process {other_run.pid}.*make stop"),
        sole_run(tmp_path),
    ):
        pass


def test_stop_ends_the_run_and_waits_for_it(tmp_path, other_run):
    assert stop_run(tmp_path) is True
    assert running_pid(tmp_path) is None
    assert other_run.wait(5) != 0


def test_the_number_that_a_killed_run_left_is_nobodys(tmp_path, other_run):
    other_run.kill()
    other_run.wait()

    assert (tmp_path / "run.pid").read_text().strip() == str(other_run.pid)
    assert stop_run(tmp_path) is False


def test_stop_finds_nothing_where_nothing_ran(tmp_path):
    assert stop_run(tmp_path) is False
