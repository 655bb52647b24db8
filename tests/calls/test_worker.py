"""`manage.py worker` as it runs in production: a process of its own, killed and starved."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from calls.choices import RecordingStatus
from calls.management.commands.worker import STALLED_AFTER_HEARTBEATS
from calls.models import Recording
from calls.services.enqueue_processing import PROCESS_RECORDING, Queue, enqueue_processing
from tests.calls.made_calls import recorded_call
from tests.cast import AUDIO

TIMEOUT_SECONDS = 30


def test_a_killed_workers_jobs_come_back_within_90_seconds():
    heartbeat_seconds = django_settings.WORKER_HEARTBEAT_SECONDS

    # Not seen for so long, and looked for once every heartbeat.
    assert heartbeat_seconds * (STALLED_AFTER_HEARTBEATS + 1) < 90


def test_a_job_of_a_killed_worker_is_done_by_another_once(queue, stored_call, start_worker):
    blocked = Blocked(stored_call.recording)
    enqueue_processing(recording_id=stored_call.recording.pk)
    first = start_worker()
    wait_until(lambda: Recording.objects.get().status == RecordingStatus.PROCESSING)

    first.kill()
    first.wait()
    blocked.release()
    start_worker()

    wait_until(lambda: Recording.objects.get().status == RecordingStatus.READY)
    wait_until(lambda: job().status == "succeeded")
    events = ProcrastinateEvent.objects.filter(job=job()).order_by("id")
    assert [event.type for event in events if event.type != "scheduled"] == [
        "deferred",
        "started",
        "deferred_for_retry",
        "started",
        "succeeded",
    ]


def test_sigterm_ends_the_worker_after_its_job(queue, stored_call, start_worker):
    blocked = Blocked(stored_call.recording)
    enqueue_processing(recording_id=stored_call.recording.pk)
    worker = start_worker()
    wait_until(lambda: Recording.objects.get().status == RecordingStatus.PROCESSING)

    worker.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert worker.poll() is None
    blocked.release_to_reader()

    assert worker.wait(TIMEOUT_SECONDS) == 0
    assert job().status == "succeeded"
    assert Recording.objects.get().status == RecordingStatus.READY


def test_a_worker_whose_connections_were_cut_goes_on(queue, stored_call, start_worker):
    worker = start_worker(heartbeat_seconds=5)
    # A worker that was cut off in the middle of a statement ends, and is started again.
    wait_until(is_upkeep_done)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] > 0

    enqueue_processing(recording_id=stored_call.recording.pk)

    wait_until(lambda: Recording.objects.get().status == RecordingStatus.READY)
    assert worker.poll() is None


def test_a_worker_without_a_database_ends_with_a_sentence(tmp_path):
    environment = worker_environment(tmp_path) | {
        "DATABASE_URL": f"postgres://nobody@{quote(str(tmp_path), safe='')}/none"
    }

    ended = subprocess.run(
        [sys.executable, "manage.py", "worker"],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert "CommandError: The worker lost its database" in ended.stderr.splitlines()[-1]


def test_each_job_has_one_line_in_the_log_without_numbers_or_names(
    queue, stored_call, start_worker, tmp_path
):
    enqueue_processing(recording_id=stored_call.recording.pk)
    worker = start_worker()
    wait_until(lambda: Recording.objects.get().status == RecordingStatus.READY)
    worker.send_signal(signal.SIGTERM)
    worker.wait(TIMEOUT_SECONDS)

    log = (tmp_path / "worker.log").read_text()

    assert len([line for line in log.splitlines() if PROCESS_RECORDING in line]) == 1
    assert f"{PROCESS_RECORDING}, attempt 1: done in" in log
    assert stored_call.number_raw not in log
    assert stored_call.agent.username not in log


# --- The stage -------------------------------------------------------------------------------


@pytest.fixture
def queue(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def stored_call(agent):
    return recorded_call(agent, status=RecordingStatus.STORED, content_type="")


@pytest.fixture
def start_worker(tmp_path):
    """Start `manage.py worker` on the test's database and recordings; all end with the test."""
    with workers(tmp_path) as start:
        yield start


@contextmanager
def workers(folder):
    started = []

    def start(heartbeat_seconds=0.5):
        with (folder / "worker.log").open("a") as log:
            worker = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                cwd=django_settings.BASE_DIR,
                env=worker_environment(folder)
                | {"WORKER_HEARTBEAT_SECONDS": str(heartbeat_seconds)},
                stderr=log,
            )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def worker_environment(folder):
    database = connection.settings_dict
    host = quote(str(database["HOST"] or ""), safe="")
    password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    options = urlencode(
        {key: database["OPTIONS"][key] for key in ("passfile",) if key in database["OPTIONS"]}
    )
    port = f":{database['PORT']}" if database["PORT"] else ""
    return os.environ | {
        "VAR_DIR": str(folder),
        "DATABASE_URL": (
            f"postgres://{database['USER']}{password}@{host}{port}/{database['NAME']}?{options}"
        ),
    }


class Blocked:
    """Stops the job in its middle: the stored file becomes a pipe that nobody writes to yet."""

    def __init__(self, recording):
        self.path = Path(storages["recordings"].path(recording.storage_key))
        self.content = (AUDIO / "speech.m4a").read_bytes()
        self.path.unlink()
        os.mkfifo(self.path)

    def release(self):
        """The file is a file again, for whoever opens it next."""
        self.path.unlink()
        with self.path.open("wb") as file:
            file.write(self.content)

    def release_to_reader(self):
        with self.path.open("wb") as pipe:
            pipe.write(self.content)


def job():
    return ProcrastinateJob.objects.get(task_name=PROCESS_RECORDING)


def is_upkeep_done():
    """What a worker does as soon as it has started: from then on it only waits."""
    statuses = ProcrastinateJob.objects.filter(queue_name=Queue.UPKEEP).values_list(
        "status", flat=True
    )
    return len(statuses) >= 4 and not {"todo", "doing"} & set(statuses)


def wait_until(is_true):
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, "It didn't come to pass in time."
        time.sleep(0.05)
