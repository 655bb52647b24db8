"""Uploads in trouble and jobs that were given up: seen, explained, and retried where that helps."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import calls.search_uploads
import calls.services.explain_job
from accounts.models import Device
from calls.models import Upload
from calls.services.enqueue_processing import Queue, enqueue_processing
from calls.services.explain_upload import uploads_in_trouble
from tests.calls.made_calls import made_call

JOBS = "/admin/procrastinate/procrastinatejob/"
UPLOADS = "/admin/calls/upload/"


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


def words_of(answer):
    return " ".join(answer.content.decode().split())


# --- Uploads ---------------------------------------------------------------------------------


def begun_upload(agent, key, state, call=None, **fields):
    upload = Upload.objects.create(agent=agent, key=key, object_key=key, state=state, call=call)
    # Afterwards: the database says when a row was made.
    Upload.objects.filter(pk=upload.pk).update(**{"object_key": key, **fields})
    return Upload.objects.get(pk=upload.pk)


@pytest.fixture
def uploads(agent):
    now = timezone.now()
    overdue, ahead = now - timedelta(minutes=7), now + timedelta(minutes=7)
    return {
        "broken off": begun_upload(agent, "broken-off", "pending", lease_until=overdue),
        "under way": begun_upload(agent, "under-way", "pending", lease_until=ahead),
        "given up": begun_upload(
            agent, "given-up", "abandoned", created_at=now - timedelta(hours=5), updated_at=now
        ),
        "in pieces": begun_upload(agent, "in-pieces", "receiving", expires_at=ahead),
        "done": begun_upload(agent, "was-done", "done", call=made_call(agent)),
    }


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        (
            "broken off",
            (
                "It broke off: its lease ran out 7 min ago; the phone's next try takes it over, or "
                "else it is given up 1 h after that."
            ),
        ),
        ("under way", "It is being stored now."),
        (
            "given up",
            (
                "Given up 5 h after it began: nothing of it is kept; the phone still has the "
                "recording and sends it again when it can."
            ),
        ),
        ("in pieces", "The phone is sending it in pieces."),
        ("done", "It became a call."),
    ],
)
def test_an_upload_says_where_it_stands(client, uploads, which, sentence):
    page = words_of(client.get(f"{UPLOADS}{uploads[which].pk}/change/"))

    assert sentence.replace("'", "&#x27;") in page


@pytest.mark.parametrize(
    ("trouble", "keys"),
    [
        ("any", {"broken-off", "given-up"}),
        ("pending", {"broken-off"}),
        ("abandoned", {"given-up"}),
        ("odd", {"broken-off", "under-way", "given-up", "in-pieces", "was-done"}),
    ],
)
def test_uploads_in_trouble_are_found(client, uploads, trouble, keys):
    page = words_of(client.get(UPLOADS, {"trouble": trouble}))

    assert {upload.key for upload in uploads.values() if upload.key in page} == keys


@pytest.fixture
def searched(agent, colleague):
    """Of two people; one of boris' came from a phone, one is of a hidden call."""
    phone = Device.objects.create(user=colleague, name="Boris' blue one")
    hidden = made_call(colleague, deleted_at=timezone.now())
    begun_upload(agent, "rec-2026-a", "pending")
    begun_upload(colleague, "rec-2026-b", "receiving", device=phone)
    begun_upload(colleague, "boris-c", "abandoned")
    begun_upload(colleague, "rec-2026-hidden", "done", call=hidden)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param({"q": "rec-2026"}, ["rec-2026-b", "rec-2026-a"], id="a key's beginning"),
        pytest.param({"q": "2026"}, [], id="not its middle"),
        pytest.param({"q": "BORI"}, ["boris-c", "rec-2026-b"], id="part of a username"),
        pytest.param({"q": "blue one"}, ["rec-2026-b"], id="words of a phone's name"),
        pytest.param({"q": "boris"}, ["boris-c", "rec-2026-b"], id="key, username and phone"),
        pytest.param({"q": "boris", "trouble": "abandoned"}, ["boris-c"], id="with a filter"),
        pytest.param({"q": "%"}, [], id="no wildcard"),
    ],
)
def test_uploads_are_searched_by_key_agent_and_phone(client, searched, query, keys):
    answer = client.get(UPLOADS, query)

    assert [upload.key for upload in answer.context["cl"].result_list] == keys


def test_a_search_finds_the_newest_uploads_only(client, searched, monkeypatch):
    monkeypatch.setattr(calls.search_uploads, "MOST_ROWS_LISTED", 1)

    answer = client.get(UPLOADS, {"q": "rec-2026"})

    assert [upload.key for upload in answer.context["cl"].result_list] == ["rec-2026-b"]


def test_uploads_in_trouble_are_those_that_nobody_works_on(uploads):
    assert {upload.key for upload in uploads_in_trouble()} == {"broken-off", "given-up"}


def test_nobody_changes_an_upload(client, uploads):
    upload = uploads["given up"]

    answers = [
        client.post(f"{UPLOADS}{upload.pk}/change/", {"state": "done"}),
        client.post(f"{UPLOADS}add/", {"key": "x"}),
        client.post(f"{UPLOADS}{upload.pk}/delete/", {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    upload.refresh_from_db()
    assert upload.state == Upload.State.ABANDONED


# --- Jobs ------------------------------------------------------------------------------------


def queued_job(status="todo", *, attempts=0, queue=Queue.INTERACTIVE):
    enqueue_processing(recording_id=uuid.uuid4(), queue=queue)
    job = ProcrastinateJob.objects.order_by("-id")[0]
    with connection.cursor() as cursor:
        # By the steps that the queue's own triggers allow.
        if status != "todo":
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.pk])
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s, attempts = %s WHERE id = %s",
            [status, attempts, job.pk],
        )
    return ProcrastinateJob.objects.get(pk=job.pk)


@pytest.fixture
def empty_queue(db):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.mark.parametrize(
    ("status", "attempts", "sentence"),
    [
        ("todo", 0, "It waits for a worker."),
        ("todo", 2, "It has failed and is tried again when its time comes."),
        ("doing", 1, "A worker is at it."),
        ("succeeded", 1, "It is done."),
        (
            "failed",
            5,
            "It was tried 5 times and given up; it is tried again only if somebody retries it.",
        ),
        ("cancelled", 5, "Another job has done its work since."),
        ("aborted", 1, "It was broken off."),
    ],
)
def test_a_job_says_where_it_stands(client, empty_queue, status, attempts, sentence):
    job = queued_job(status, attempts=attempts)

    assert sentence in words_of(client.get(JOBS))
    assert sentence in words_of(client.get(f"{JOBS}{job.pk}/change/"))


def test_a_dead_letter_is_retried(client, empty_queue):
    job = queued_job("failed", attempts=5)

    answer = client.post(JOBS, {"action": "retry", "_selected_action": [job.pk]}, follow=True)

    assert "They wait for a worker once more." in words_of(answer)
    job.refresh_from_db()
    assert job.status == "todo"


def test_a_job_that_is_no_dead_letter_is_not_retried_nor_those_beside_it(client, empty_queue):
    dead, done = queued_job("failed", attempts=5), queued_job("succeeded")
    chosen = {"action": "retry", "_selected_action": [dead.pk, done.pk]}

    answer = client.post(JOBS, chosen, follow=True)

    assert f"Nothing was changed. No dead letter has the number {done.pk}." in words_of(answer)
    dead.refresh_from_db()
    assert dead.status == "failed"


def test_the_queues_are_counted_no_further_than_the_cap(client, empty_queue, monkeypatch):
    monkeypatch.setattr(calls.services.explain_job, "MOST_COUNTED", 2)
    for _ in range(3):
        queued_job(queue=Queue.BULK)
    queued_job("failed")

    counts = calls.services.explain_job.count_jobs()

    assert [(each.queue, each.waiting, each.running, each.dead) for each in counts] == [
        ("bulk", 2, 0, 0),
        ("interactive", 0, 0, 1),
    ]


def test_the_list_of_jobs_asks_as_much_for_many_as_for_one(
    client, empty_queue, django_assert_num_queries
):
    for _ in range(12):
        queued_job("failed")

    # Session, person, permissions twice, three counts, the capped count, the page, its savepoint.
    with django_assert_num_queries(11):
        page = words_of(client.get(JOBS, {"state": "failed", "queue": "interactive"}))

    assert "12 in all" in page


@pytest.mark.parametrize("change", ["change/", "delete/"])
def test_nobody_changes_or_deletes_a_job(client, empty_queue, change):
    job = queued_job()

    answer = client.post(f"{JOBS}{job.pk}/{change}", {"status": "failed", "post": "yes"})

    assert answer.status_code == 403
    assert ProcrastinateJob.objects.get(pk=job.pk).status == "todo"


@pytest.mark.parametrize("address", [JOBS, UPLOADS])
def test_other_staff_see_neither_jobs_nor_uploads(client_of, supervisor, address):
    supervisor.is_staff = True
    supervisor.save()

    assert client_of(supervisor).get(address).status_code == 403
