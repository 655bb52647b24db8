"""Having recordings processed again: one by its route, many by the command."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Device
from calls.choices import RecordingStatus
from calls.models import Recording
from calls.services.enqueue_processing import PROCESS_RECORDING, Queue, enqueue_processing
from calls.services.process_recording import process_recording
from calls.services.reconcile_recordings import reconcile_recordings
from tests.calls.made_calls import made_call, recorded_call
from tests.calls.test_process_recording import objects, stored_call

pytestmark = pytest.mark.django_db


def jobs():
    return ProcrastinateJob.objects.filter(task_name=PROCESS_RECORDING).order_by("id")


def reprocess(*arguments):
    out = io.StringIO()
    call_command("reprocess_recordings", *arguments, stdout=out)
    return out.getvalue().strip()


# --- One ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["ready", "failed", "quarantined", "stored"])
def test_a_call_is_queued_before_all_bulk_work(agent, support, client_of, status):
    call = recorded_call(agent, status=status)

    answer = client_of(support).post(f"/v1/calls/{call.pk}/reprocess")
    again = client_of(support).post(f"/v1/calls/{call.pk}/reprocess")

    job = jobs().get()
    assert (answer.status_code, again.status_code) == (202, 202)
    assert answer.json()["recording"]["status"] == status
    assert job.queue_name == Queue.INTERACTIVE
    assert job.args == {"recording_id": str(call.recording.pk), "again": True}


def test_who_asks_for_a_call_does_not_wait_for_bulk_work(agent, support, client_of):
    call = recorded_call(agent)
    enqueue_processing(recording_id=call.recording.pk, queue=Queue.BULK, again=True)

    client_of(support).post(f"/v1/calls/{call.pk}/reprocess")

    assert [job.queue_name for job in jobs()] == [Queue.BULK, Queue.INTERACTIVE]


def test_who_asks_for_a_call_does_not_wait_for_the_next_attempt(agent, support, client_of):
    call = recorded_call(agent, status="stored")
    enqueue_processing(recording_id=call.recording.pk)
    jobs().update(scheduled_at=timezone.now() + timedelta(minutes=10))

    client_of(support).post(f"/v1/calls/{call.pk}/reprocess")
    client_of(support).post(f"/v1/calls/{call.pk}/reprocess")

    assert [job.scheduled_at is None for job in jobs()] == [False, True]


@pytest.mark.parametrize("status", ["absent", "expected", "erased"])
def test_a_call_without_audio_has_nothing_to_process(agent, support, client_of, status):
    call = made_call(agent, status=status)

    answer = client_of(support).post(f"/v1/calls/{call.pk}/reprocess")

    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert answer.json()["detail"].startswith("There is no audio to be processed: ")
    assert not jobs().exists()


# --- Many ---------------------------------------------------------------------------------------


def test_the_command_counts_first(agent):
    recorded_call(agent)
    made_call(agent)

    said = reprocess()

    assert said == "1 recordings would be processed again; --for-real queues them."
    assert not jobs().exists()


def test_the_command_queues_behind_everything_else_and_goes_on_where_it_was_stopped(agent):
    first, second = recorded_call(agent), recorded_call(agent)
    enqueue_processing(recording_id=first.recording.pk)

    said = [reprocess("--for-real"), reprocess("--for-real")]

    assert said[0].startswith("1 recordings are in the queue;")
    assert said[1].startswith("0 recordings are in the queue;")
    job = jobs().get(queue_name=Queue.BULK)
    assert job.args == {"recording_id": str(second.recording.pk), "again": True}


@pytest.fixture
def two(agent, colleague):
    """One that every filter finds, and one that none does."""
    device = Device.objects.create(user=agent, name="Pixel")
    sought = recorded_call(
        agent,
        audio="speech.amr",
        content_type="audio/amr",
        device=device,
        started_at=datetime(2026, 5, 5, 12, tzinfo=UTC),
        finding_codes=["quiet"],
    )
    recorded_call(
        colleague,
        status="failed",
        started_at=datetime(2026, 5, 7, 12, tzinfo=UTC),
        recording={"processing_version": 7},
    )
    recorded_call(
        colleague,
        status="failed",
        started_at=datetime(2026, 5, 3, 12, tzinfo=UTC),
        recording={"processing_version": 7},
    )
    return {"device": str(device.pk), "recording": str(sought.recording.pk)}


@pytest.mark.parametrize(
    "filters",
    [
        ["--status", "ready"],
        ["--finding", "quiet"],
        ["--version-below", "1"],
        ["--agent", "amira"],
        ["--device", "{device}"],
        ["--since", "2026-05-04", "--until", "2026-05-05"],
        ["--without-copy"],
    ],
    ids=lambda filters: filters[0],
)
def test_a_filter_narrows(two, filters):
    reprocess("--for-real", *(each.format(**two) for each in filters))

    assert [job.args["recording_id"] for job in jobs()] == [two["recording"]]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (["--agent", "nobody"], "Nobody has the username or id nobody."),
        (["--device", "1"], "No phone has the id 1; the admin shows each one's."),
        (["--since", "yesterday"], "`--since` is a date"),
        (["--status", "absent"], "invalid choice"),
    ],
)
def test_a_filter_of_no_use_is_refused_in_a_sentence(db, filters, said):
    with pytest.raises(CommandError, match=said):
        reprocess(*filters)


# --- A copy that is lost ------------------------------------------------------------------------


def test_the_daily_check_has_a_lost_copy_made_again(agent):
    call = stored_call(agent, "speech.amr")
    process_recording(recording_id=call.recording.pk)
    lost = Recording.objects.get().playable_key
    storages["recordings"].delete(lost)

    dry = reconcile_recordings(for_real=False)
    real = reconcile_recordings(for_real=True)
    process_recording(recording_id=call.recording.pk, again=jobs().get().args["again"])

    assert (dry.missing, dry.remade) == ([lost], 0)
    assert (real.missing, real.remade) == ([lost], 1)
    assert jobs().get().queue_name == Queue.BULK
    recording = Recording.objects.get()
    assert recording.status == RecordingStatus.READY
    assert objects() == {recording.storage_key, recording.playable_key}


def test_of_a_lost_original_nothing_is_made(agent):
    call = stored_call(agent, "speech.amr")
    process_recording(recording_id=call.recording.pk)
    for key in objects():
        storages["recordings"].delete(key)

    found = reconcile_recordings(for_real=True)

    assert (len(found.missing), found.remade) == (2, 0)
    assert not jobs().exists()
