from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from procrastinate import sql
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from calls.services.dead_letters import (
    MAX_ATTEMPTS,
    fail_recordings_of_dead_letters,
    put_back,
)


def requeue_stalled_jobs(*, stalled_after_seconds: float) -> int:
    """Put back the jobs of workers that stopped showing signs of life; answers how many.

    A job that took down MAX_ATTEMPTS workers is a dead letter instead, and so is its recording
    `failed`; upkeep of which the next turn waits already is broken off. Safe to call from many
    workers at once: each job is locked by one of them.
    """
    with transaction.atomic():
        stalled = list(_lock_stalled_jobs(timedelta(seconds=stalled_after_seconds)))
        for job_id, attempts in stalled:
            if attempts + 1 >= MAX_ATTEMPTS:
                _end(job_id, Status.FAILED)
            elif not put_back(job_id=job_id):
                _end(job_id, Status.ABORTED)
        fail_recordings_of_dead_letters()
    return len(stalled)


def _lock_stalled_jobs(stalled_after: timedelta) -> list[tuple[int, int]]:
    # A worker that started after the crash has deleted the dead one's row: then `worker` is null.
    is_abandoned = Q(worker__isnull=True) | Q(worker__last_heartbeat__lt=Now() - stalled_after)
    return list(
        ProcrastinateJob.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(is_abandoned, status=Status.DOING.value)
        .values_list("id", "attempts")
    )


def _end(job_id: int, status: Status) -> None:
    DjangoConnector().execute_query(
        sql.queries["finish_job"], job_id=job_id, status=status.value, delete_job=False
    )
