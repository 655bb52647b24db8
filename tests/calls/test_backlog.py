"""What waits to be processed delays neither an upload nor what somebody asks for."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from calls.services.enqueue_processing import PROCESS_RECORDING, Queue, enqueue_processing

pytestmark = pytest.mark.django_db

BACKLOG = 500


def test_an_upload_takes_the_same_statements_over_a_backlog(phone):
    phone.upload(key="k0")
    with CaptureQueriesContext(connection) as before:
        phone.upload(key="k1", started_at="2026-11-20T10:30:00Z")
    for queue in (Queue.BULK, Queue.INTERACTIVE):
        for _ in range(BACKLOG // 2):
            enqueue_processing(recording_id=uuid.uuid4(), queue=queue)

    with CaptureQueriesContext(connection) as after:
        answer = phone.upload(key="k2", started_at="2026-11-20T11:30:00Z")

    assert answer.status_code == 201
    assert len(after) == len(before)


def test_what_comes_in_goes_before_all_bulk_work(phone):
    for _ in range(BACKLOG):
        enqueue_processing(recording_id=uuid.uuid4(), queue=Queue.BULK)
    phone.upload(key="k1")

    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        worker_id = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker_id])
        first = ProcrastinateJob.objects.get(pk=cursor.fetchone()[0])

    assert (first.task_name, first.queue_name) == (PROCESS_RECORDING, Queue.INTERACTIVE)
