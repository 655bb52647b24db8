from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate import sql
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from calls.services.dead_letters import MAX_ATTEMPTS, fail_recordings_of_dead_letters


def requeue_stalled_jobs(*, stalled_after_seconds: float) -> int:
    """Put back the jobs of workers that stopped showing signs of life; answers how many.

    A job that took down MAX_ATTEMPTS workers is a dead letter instead, and so is its recording
    `failed`. Safe to call from many workers at once: each job is locked by one of them.
    """
    with transaction.atomic():
        stalled = list(_lock_stalled_jobs(timedelta(seconds=stalled_after_seconds)))
        for job_id, attempts in stalled:
            if attempts + 1 < MAX_ATTEMPTS:
                JobManager(DjangoConnector()).retry_job_by_id(job_id, retry_at=timezone.now())
            else:
                _bury(job_id)
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


def _bury(job_id: int) -> None:
    DjangoConnector().execute_query(
        sql.queries["finish_job"], job_id=job_id, status=Status.FAILED.value, delete_job=False
    )
