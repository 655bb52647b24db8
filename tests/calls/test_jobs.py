import asyncio
import hashlib
import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob
from psycopg.types.json import Jsonb

from callcrm.api.exceptions import NotFound
from callcrm.monitoring.collector import ask_the_database
from calls.choices import RecordingStatus
from calls.models import Recording
from calls.services.dead_letters import GIVEN_UP, MAX_ATTEMPTS, dead_letters, retry_dead_letter
from calls.services.enqueue_forgotten_recordings import enqueue_forgotten_recordings
from calls.services.enqueue_processing import (
    PROCESS_RECORDING,
    Queue,
    enqueue_processing,
    lock_of,
)
from calls.services.explain_job import explain_job
from calls.services.process_recording import process_recording
from calls.services.reprocess_recording import reprocess_recording
from calls.services.requeue_stalled_jobs import requeue_stalled_jobs
from tests.calls import strange_files
from tests.calls.made_calls import made_call, recorded_call
from tests.cast import AUDIO, MANIFEST, PLAYABLE

FOUND = {"silent.amr": ["silent"], "one-sided-stereo.m4a": ["one_side_silent"]}
JOB_QUEUES = [Queue.INTERACTIVE.value, Queue.BULK.value]  # upkeep would come in between


@pytest.fixture
def queue(transactional_db, monkeypatch):
    """The real queue, empty. Connections of the worker's threads end with their job."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def stored_call(agent, audio="speech.m4a", **fields):
    return recorded_call(
        agent, audio=audio, status=RecordingStatus.STORED, content_type="", **fields
    )


def run_jobs():
    """procrastinate's own worker, until the queue is empty."""

    async def work():
        async with app.open_async():
            await app.run_worker_async(
                queues=JOB_QUEUES,
                wait=False,
                install_signal_handlers=False,
                listen_notify=False,
                concurrency=1,  # with two, a locked job would seem an empty queue
            )

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(work())


def jobs():
    return ProcrastinateJob.objects.filter(task_name=PROCESS_RECORDING).order_by("id")


def status_of(call):
    """The call's status and its recording's, which must be the same."""
    call.refresh_from_db()
    recording = Recording.objects.get(call=call)
    assert call.recording_status == recording.status
    return recording.status


# --- Enqueueing ------------------------------------------------------------------------------


def test_enqueueing_is_one_statement_on_djangos_own_connection(db, django_assert_num_queries):
    recording_id = uuid.uuid4()

    with django_assert_num_queries(1):
        enqueue_processing(recording_id=recording_id)

    job = jobs().get()
    assert (job.queue_name, job.args) == ("interactive", {"recording_id": str(recording_id)})


def test_a_job_is_rolled_back_with_its_call(queue):
    with transaction.atomic():
        enqueue_processing(recording_id=uuid.uuid4())
        transaction.set_rollback(True)

    assert not jobs().exists()


def test_enqueueing_twice_leaves_the_callers_transaction_whole(agent, queue):
    call = stored_call(agent)

    with transaction.atomic():
        enqueue_processing(recording_id=call.recording.pk)
        enqueue_processing(recording_id=call.recording.pk)
    run_jobs()

    assert [job.status for job in jobs()] == ["succeeded", "succeeded"]
    assert status_of(call) == RecordingStatus.READY


def test_what_somebody_waits_for_goes_before_bulk_work(agent, queue):
    bulk, interactive = uuid.uuid4(), uuid.uuid4()
    enqueue_processing(recording_id=bulk, queue=Queue.BULK)
    enqueue_processing(recording_id=interactive)

    run_jobs()

    started = ProcrastinateEvent.objects.filter(type="started").order_by("id")
    assert [event.job.args["recording_id"] for event in started] == [str(interactive), str(bulk)]


# --- Processing ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["speech.3gp", "two-party-stereo.m4a"])
def test_a_playable_recording_becomes_ready_with_its_facts(agent, name):
    call = stored_call(agent, name)
    expected = MANIFEST[name]

    process_recording(recording_id=call.recording.pk)

    assert status_of(call) == RecordingStatus.READY
    recording = Recording.objects.get(call=call)
    assert recording.duration_seconds == pytest.approx(expected["duration_seconds"], abs=0.05)
    for fact in ("container", "codec", "sample_rate_hz", "channels"):
        assert getattr(recording, fact) == expected[fact]
    assert recording.content_type.startswith("audio/")
    assert recording.processed_at is not None
    assert recording.status_reason == ""


@pytest.mark.parametrize("name", ["bad-no-index.m4a", "bad-playlist-as.mp3"])
def test_a_bad_file_is_quarantined_with_a_sentence(agent, name):
    call = stored_call(agent, name)

    process_recording(recording_id=call.recording.pk)

    assert status_of(call) == RecordingStatus.QUARANTINED
    recording = Recording.objects.get(call=call)
    assert recording.status_reason.endswith(".")
    assert recording.processed_at is not None
    assert (recording.codec, recording.content_type, recording.duration_seconds) == ("", "", None)


def test_a_recording_that_changed_in_the_store_fails_and_says_so(agent):
    call = stored_call(agent)
    Recording.objects.update(sha256=hashlib.sha256(b"other").hexdigest())

    process_recording(recording_id=call.recording.pk)

    assert status_of(call) == RecordingStatus.FAILED
    assert "checksum" in Recording.objects.get(call=call).status_reason


def test_a_recording_longer_than_is_allowed_fails(agent, settings):
    settings.MAX_DECODED_SECONDS = 5
    call = stored_call(agent)

    process_recording(recording_id=call.recording.pk)

    assert status_of(call) == RecordingStatus.FAILED


def test_a_ready_recording_stays_as_it_is(agent, django_assert_num_queries):
    call = stored_call(agent)
    process_recording(recording_id=call.recording.pk)
    before = Recording.objects.values().get()

    with django_assert_num_queries(3):  # a savepoint, a look
        process_recording(recording_id=call.recording.pk)

    assert Recording.objects.values().get() == before


@pytest.mark.parametrize("status", [RecordingStatus.ERASED, RecordingStatus.EXPECTED])
def test_a_recording_without_bytes_is_left_alone(agent, status):
    call = made_call(agent, status=status)

    process_recording(recording_id=call.recording.pk)

    assert status_of(call) == status


def test_a_deleted_call_is_left_alone_and_looked_at_when_it_is_restored(agent):
    call = stored_call(agent, deleted_at=timezone.now())
    Recording.objects.update(stored_at=timezone.now() - timedelta(hours=1))
    process_recording(recording_id=call.recording.pk)
    assert status_of(call) == RecordingStatus.STORED
    assert enqueue_forgotten_recordings() == 0

    type(call).objects.update(deleted_at=None)
    found = [enqueue_forgotten_recordings(), enqueue_forgotten_recordings()]

    assert found == [1, 0]
    assert jobs().get().queue_name == "bulk"


def test_a_recording_that_is_unknown_by_now_is_nothing_to_do(db):
    process_recording(recording_id=uuid.uuid4())


def test_a_damaged_recording_is_ready_and_says_that_it_is_damaged(agent):
    call = stored_call(agent, strange_files.damaged_recording())

    process_recording(recording_id=call.recording.pk)

    assert status_of(call) == RecordingStatus.READY
    (damaged,) = Recording.objects.get(call=call).findings
    assert damaged["code"] == "damaged"
    assert damaged["message"] == "Parts of the audio can't be decoded."


def test_every_playable_recording_goes_in_over_http_and_comes_out_described(
    phone, support, client_of, queue
):
    call_ids = {}
    for minute, name in enumerate(PLAYABLE):
        answer = phone.upload(name, started_at=f"2026-11-20T09:{minute:02}:00Z")
        assert answer.status_code == 201
        call_ids[name] = answer.json()["id"]

    run_jobs()

    client = client_of(support)
    for name, call_id in call_ids.items():
        expected = MANIFEST[name]
        recording = client.get(f"/v1/calls/{call_id}").json()["recording"]
        assert recording == recording | {
            "status": "ready",
            "sha256": expected["sha256"],
            "size_bytes": expected["bytes"],
            "codec": expected["codec"],
            "sample_rate_hz": expected["sample_rate_hz"],
            "channels": expected["channels"],
            "duration_seconds": pytest.approx(expected["duration_seconds"], abs=0.05),
        }
        codes = [finding["code"] for finding in recording["findings"]]
        assert codes == FOUND.get(name, [])


# --- What goes wrong -------------------------------------------------------------------------


def due_now():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


def test_a_job_that_raises_is_tried_five_times_and_then_a_dead_letter_that_can_be_retried(
    agent, queue
):
    call = stored_call(agent)
    key = call.recording.storage_key
    storages["recordings"].delete(key)
    enqueue_processing(recording_id=call.recording.pk)

    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert status_of(call) in (RecordingStatus.STORED, RecordingStatus.PROCESSING)
        run_jobs()
        job = jobs().get()
        assert (job.attempts, job.status) == (
            attempt,
            "todo" if attempt < MAX_ATTEMPTS else "failed",
        )
        requeue_stalled_jobs(stalled_after_seconds=30)
        due_now()

    assert status_of(call) == RecordingStatus.FAILED
    assert Recording.objects.get(call=call).status_reason == GIVEN_UP
    assert [letter.id for letter in dead_letters()] == [job.id]
    assert retry_dead_letters() == "1 dead letters; --for-real queues them once more."

    storages["recordings"].save(key, ContentFile((AUDIO / "speech.m4a").read_bytes()))
    assert retry_dead_letters("--for-real") == "1 jobs are in the queue again."
    run_jobs()

    assert status_of(call) == RecordingStatus.READY
    assert not dead_letters().exists()


def test_who_asks_for_a_recording_does_not_wait_for_its_next_attempt(agent, queue):
    call = stored_call(agent)
    enqueue_processing(recording_id=call.recording.pk)
    jobs().update(scheduled_at=timezone.now() + timedelta(minutes=10))

    reprocess_recording(recording=Recording.objects.get(call=call))
    run_jobs()

    assert status_of(call) == RecordingStatus.READY
    assert [job.status for job in jobs()] == ["todo", "succeeded"]


def dead_letter_of(call):
    """Its audio is in the store again."""
    key = call.recording.storage_key
    storages["recordings"].delete(key)
    enqueue_processing(recording_id=call.recording.pk)
    for _ in range(MAX_ATTEMPTS):
        run_jobs()
        due_now()
    requeue_stalled_jobs(stalled_after_seconds=30)
    assert status_of(call) == RecordingStatus.FAILED
    storages["recordings"].save(key, ContentFile((AUDIO / "speech.m4a").read_bytes()))
    return dead_letters().get()


def test_a_dead_letter_goes_when_its_recording_was_processed_by_another_job(agent, queue):
    call, other = stored_call(agent), stored_call(agent)
    letter = dead_letter_of(call)
    enqueue_processing(recording_id=other.recording.pk)
    jobs().filter(lock=lock_of(other.recording.pk)).update(status="failed")
    others_letter = jobs().get(lock=lock_of(other.recording.pk))

    reprocess_recording(recording=Recording.objects.get(call=call))
    run_jobs()

    assert status_of(call) == RecordingStatus.READY
    assert list(dead_letters()) == [others_letter]
    letter.refresh_from_db()
    assert explain_job(letter) == "Another job has done its work since."
    assert dict(ask_the_database()["callcrm_dead_letters"])["interactive"] == 1
    assert retry_dead_letters() == "1 dead letters; --for-real queues them once more."


def test_a_dead_letter_stays_while_another_job_does_no_better(agent, queue):
    call = stored_call(agent)
    letter = dead_letter_of(call)
    storages["recordings"].delete(call.recording.storage_key)

    reprocess_recording(recording=Recording.objects.get(call=call))
    run_jobs()

    assert list(dead_letters()) == [letter]


def retry_dead_letters(*arguments):
    out = io.StringIO()
    call_command("retry_dead_letters", *arguments, stdout=out)
    return out.getvalue().splitlines()[-1]


def test_retrying_what_is_no_dead_letter_is_refused(queue):
    enqueue_processing(recording_id=uuid.uuid4())

    with pytest.raises(NotFound):
        retry_dead_letter(job_id=jobs().get().id)


def take_job_and_die():
    """What `kill -9` of a worker leaves in the queue: its job still `doing`, and no heartbeat."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        worker_id = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker_id])
        assert cursor.fetchone()[0] is not None
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'"
        )


def test_a_job_that_takes_down_five_workers_is_a_dead_letter(agent, queue):
    call = stored_call(agent)
    enqueue_processing(recording_id=call.recording.pk)

    found = []
    for _ in range(MAX_ATTEMPTS):
        take_job_and_die()
        found.append(requeue_stalled_jobs(stalled_after_seconds=30))

    assert found == [1] * MAX_ATTEMPTS
    assert jobs().get().status == "failed"
    assert status_of(call) == RecordingStatus.FAILED
    assert Recording.objects.get(call=call).status_reason == GIVEN_UP


def killed_upkeep_and_the_next():
    """A worker was killed at its upkeep, and stayed away until the next was due."""
    kind = {"queue": "upkeep", "lock": "calls.sweep_uploads", "args": Jsonb({"timestamp": 1})}
    with connection.cursor() as cursor:
        for status in ("doing", "todo"):
            cursor.execute(
                "INSERT INTO procrastinate_jobs"
                " (queue_name, task_name, lock, queueing_lock, args, status)"
                " VALUES (%(queue)s, %(lock)s, %(lock)s, %(lock)s, %(args)s, %(status)s)",
                {**kind, "status": status},
            )


def upkeep():
    return ProcrastinateJob.objects.filter(queue_name="upkeep").order_by("id")


def test_upkeep_that_was_killed_gives_way_to_the_next_and_holds_up_no_other_job(agent, queue):
    killed_upkeep_and_the_next()
    enqueue_processing(recording_id=stored_call(agent).recording.pk)
    jobs().update(status="doing")

    found = requeue_stalled_jobs(stalled_after_seconds=30)

    assert found == 2
    assert [job.status for job in upkeep()] == ["aborted", "todo"]
    assert jobs().get().status == "todo"


def test_upkeep_that_was_given_up_gives_way_to_the_next(queue):
    killed_upkeep_and_the_next()
    upkeep().filter(status="doing").update(status="failed")

    assert retry_dead_letters("--for-real") == "1 jobs are in the queue again."
    assert [job.status for job in upkeep()] == ["cancelled", "todo"]


def test_a_job_of_a_living_worker_is_not_taken_away(queue):
    enqueue_processing(recording_id=uuid.uuid4())
    take_job_and_die()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")

    assert requeue_stalled_jobs(stalled_after_seconds=30) == 0
    assert jobs().get().status == "doing"
