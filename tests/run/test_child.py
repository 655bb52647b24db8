import sys
import time

import pytest

from callcrm.run.child import Child

ENDS_AT_ONCE = [sys.executable, "-c", "raise SystemExit(3)"]
WAITS = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
WONT_STOP = [
    sys.executable,
    "-c",
    "from signal import *; signal(SIGTERM, SIG_IGN); print('up', flush=True); pause()",
]


def until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def child():
    made = []

    def make(command):
        made.append(Child("The worker", command))
        made[0].start()
        return made[0]

    yield make
    made[0].kill()


def test_a_child_that_ended_starts_again_each_time_a_little_later(child, capsys, monkeypatch):
    ending = child(ENDS_AT_ONCE)
    for _ in range(3):
        until(ending.has_ended)
        ending.keep_running()
        monkeypatch.setattr(ending, "_start_after", 0.0)
        ending.keep_running()

    said = capsys.readouterr().out.splitlines()
    assert said == [
        "The worker ended (3); starting it again in 1 s",
        "The worker ended (3); starting it again in 2 s",
        "The worker ended (3); starting it again in 4 s",
    ]


def test_a_child_that_ended_waits_out_its_pause(child):
    ending = child(ENDS_AT_ONCE)
    until(ending.has_ended)
    ending.keep_running()
    ending.keep_running()

    assert ending.is_gone()


def test_a_running_child_is_left_alone(child, capsys):
    waiting = child(WAITS)
    waiting.keep_running()

    assert not waiting.has_ended()
    assert capsys.readouterr().out == ""


def test_a_child_stops_when_asked(child):
    waiting = child(WAITS)
    waiting.ask_to_stop()

    until(waiting.is_gone)


def test_a_child_that_does_not_stop_is_killed(child, capfd):
    stubborn = child(WONT_STOP)
    until(lambda: "up" in capfd.readouterr().out)
    stubborn.ask_to_stop()
    time.sleep(0.2)
    was_gone = stubborn.is_gone()
    stubborn.kill()

    assert (was_gone, stubborn.is_gone()) == (False, True)
