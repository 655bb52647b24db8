"""`manage.py worker`, killed again and again over recordings that stop whoever reads them."""

import os
import time
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.db.models import Max
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinateWorker,
)

from calls.choices import RecordingStatus
from calls.models import CallLog, Recording, Waveform
from calls.services.dead_letters import GIVEN_UP, MAX_ATTEMPTS
from calls.services.enqueue_processing import PROCESS_RECORDING, enqueue_processing
from tests.calls.made_calls import recorded_call
from tests.calls.test_worker import wait_until, workers

# Short, of formats that need a copy and of one that doesn't.
AUDIOS = ("speech.amr", "speech.m4a", "speech.3gp")


@pytest.mark.parametrize(
    ("number", "poisoned", "seconds_between_kills", "is_relieved", "deadline_seconds"),
    [
        # The next worker starts while one is at work: half the time, and two at once.
        pytest.param(20, 1, 2.2, True, 300, id="20"),
        pytest.param(200, 5, 5, False, 1800, id="200", marks=pytest.mark.long),
    ],
)
def test_a_worker_that_is_killed_again_and_again_does_each_recording_once(
    transactional_db,
    agent,
    tmp_path,
    number,
    poisoned,
    seconds_between_kills,
    is_relieved,
    deadline_seconds,
):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    poison = {
        stored_call(agent, at, is_poison=at % (number // poisoned) == 3) for at in range(number)
    }
    poison.discard(None)
    assert len(poison) == poisoned

    with workers(tmp_path) as start:
        deadline = time.monotonic() + deadline_seconds
        worker = at_work(start)
        while jobs_left():
            assert time.monotonic() < deadline, statuses()
            newest = newest_worker()
            relief = start() if is_relieved else None
            wait(seconds_between_kills)
            if relief:
                wait_for_one_after(newest)
            worker.kill()
            worker.wait()
            worker = relief or at_work(start)

    assert statuses() == {"ready": number - poisoned, "failed": poisoned}
    assert Counter(jobs().values_list("status", flat=True)) == {
        "succeeded": number - poisoned,
        "failed": poisoned,
    }
    assert set(Recording.objects.filter(status="failed").values_list("pk", flat=True)) == poison
    assert set(
        Recording.objects.filter(status="failed").values_list("status_reason", flat=True)
    ) == {GIVEN_UP}
    assert_each_is_right_once()
    assert_dead_letters_were_tried_often_enough()


def stored_call(agent, at, *, is_poison):
    """Its recording's id, if it is poison: a file that never comes to its end."""
    audio = AUDIOS[at % len(AUDIOS)]
    call = recorded_call(agent, audio=audio, status=RecordingStatus.STORED, content_type="")
    if is_poison:
        path = Path(storages["recordings"].path(call.recording.storage_key))
        path.unlink()
        os.mkfifo(path)
    enqueue_processing(recording_id=call.recording.pk)
    return call.recording.pk if is_poison else None


def jobs():
    return ProcrastinateJob.objects.filter(task_name=PROCESS_RECORDING)


def started():
    return ProcrastinateEvent.objects.filter(type="started", job__in=jobs())


def jobs_left():
    return jobs().filter(status__in=["todo", "doing"]).exists()


def statuses():
    return Counter(Recording.objects.values_list("status", flat=True))


def at_work(start):
    newest = newest_worker()
    worker = start()
    wait_for_one_after(newest)
    return worker


def newest_worker():
    """Its number: each gets one when it begins to look for jobs."""
    return ProcrastinateWorker.objects.aggregate(newest=Max("id"))["newest"] or 0


def wait_for_one_after(newest):
    wait_until(lambda: newest_worker() > newest or not jobs_left())


def wait(seconds):
    """Until it is time for the next kill, or nothing is left to be killed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and jobs_left():
        time.sleep(0.1)


def assert_each_is_right_once():
    ready = Recording.objects.filter(status="ready")
    keys = list(ready.exclude(playable_key=None).values_list("playable_key", flat=True))
    wanting = ready.exclude(content_type="audio/mp4").count()
    done = ProcrastinateEvent.objects.filter(type="succeeded", job__in=jobs())

    assert all(len(recording.peaks) == 40 for recording in ready)
    assert Waveform.objects.count() == ready.count() == done.count()
    assert len(keys) == len(set(keys)) == wanting
    assert all(storages["recordings"].exists(key) for key in keys)
    assert (
        not CallLog.objects.filter(recording_status="ready")
        .exclude(recording__status="ready")
        .exists()
    )


def assert_dead_letters_were_tried_often_enough():
    for job in jobs().filter(status="failed"):
        assert started().filter(job=job).count() == MAX_ATTEMPTS
