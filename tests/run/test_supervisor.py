"""`python -m callcrm.run` as `make run` starts it: its own processes, real HTTP and database."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import psutil
import pytest
from django.conf import settings

from callcrm.run.cluster import Cluster
from callcrm.run.demo_accounts import PEOPLE
from callcrm.run.demo_calls import SAMPLE_CALLS
from callcrm.run.postgres import stop

START_TIMEOUT_SECONDS = 180


class Run:
    """One supervisor, and what it says."""

    def __init__(self, var_dir, port):
        keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.var_dir = var_dir
        self.address = f"http://127.0.0.1:{port}/"
        self.log = var_dir.with_name("run.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "callcrm.run"],
                cwd=settings.BASE_DIR,
                env=keep | {"VAR_DIR": str(var_dir), "PORT": str(port), "CALLCRM_DEMO": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self):
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while f"Ready: {self.address}" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(60)

    def counts(self):
        with Cluster.under(self.var_dir).connect() as connection:
            tables = ("call_logs", "contacts", "recordings", "users", "teams", "devices")
            return {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in tables
            }

    def web_server(self):
        """The process id of gunicorn's master."""
        children = psutil.Process(self.process.pid).children()
        return next(child.pid for child in children if "gunicorn" in child.cmdline())


@pytest.fixture(scope="module")
def port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("supervisor") / "var"
    yield folder
    stop(folder)


@pytest.fixture(scope="module")
def run(var_dir, port):
    """A run that is ready."""
    started = Run(var_dir, port)
    try:
        started.wait_until_ready()
        yield started
    finally:
        started.end(signal.SIGTERM)


def test_a_run_brings_sample_accounts_and_calls(run):
    accounts = json.loads((run.var_dir / "demo_accounts.json").read_text())

    assert accounts.keys() == set(PEOPLE)
    assert (run.var_dir / "demo_accounts.json").stat().st_mode & 0o777 == 0o600
    assert all(password in run.log.read_text() for password in accounts.values())
    assert run.counts() == {
        "call_logs": len(SAMPLE_CALLS),
        "contacts": len({call.number.replace(" ", "") for call in SAMPLE_CALLS} - {"Private"}),
        "recordings": len(SAMPLE_CALLS),
        "users": len(PEOPLE),
        "teams": 2,
        "devices": 1,
    }


def test_a_request_waits_out_the_restart_of_a_killed_web_server(run):
    os.kill(run.web_server(), signal.SIGKILL)
    while "The web server ended (-9)" not in run.log.read_text():
        time.sleep(0.05)

    answer = httpx.get(f"{run.address}readyz", timeout=30)

    assert answer.status_code == 200


def test_a_killed_database_is_started_again(run):
    os.kill(Cluster.under(run.var_dir).process_id(), signal.SIGKILL)
    deadline = time.monotonic() + 30
    while (answer := httpx.get(f"{run.address}readyz", timeout=30)).status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)

    assert answer.json()["database"] == "ok"


def test_a_second_run_keeps_what_was_there_and_adds_nothing(run, port):
    before = run.counts()
    exit_code = run.end(signal.SIGINT)
    was_database_stopped = not Cluster.under(run.var_dir).is_answering()
    second = Run(run.var_dir, port)
    try:
        second.wait_until_ready()
        after = second.counts()
    finally:
        second.end(signal.SIGTERM)

    assert (exit_code, was_database_stopped) == (0, True)
    assert after == before
