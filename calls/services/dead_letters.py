"""Jobs that were given up: who they are, what they leave behind, how they get another try."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from callcrm.api.exceptions import NotFound
from calls.choices import RecordingStatus
from calls.models import Recording
from calls.services.enqueue_processing import processing_job
from calls.services.set_recording_status import set_recording_status

MAX_ATTEMPTS = 5
GIVEN_UP = f"Processing was tried {MAX_ATTEMPTS} times and broke off each time."


def dead_letters() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(status=Status.FAILED.value).order_by("-id")


def retry_dead_letter(*, job_id: int) -> None:
    """Queue it once more, now. Its attempts still count: if it fails, that is the end."""
    with transaction.atomic():
        if dead_letters().select_for_update().filter(id=job_id).first() is None:
            raise NotFound(f"No dead letter has the number {job_id}.")
        if not put_back(job_id=job_id):
            dead_letters().filter(id=job_id).update(status=Status.CANCELLED.value)


def put_back(*, job_id: int) -> bool:
    """Into the queue, for now. False: upkeep of its kind waits there already. In a transaction."""
    try:
        with transaction.atomic():
            JobManager(DjangoConnector()).retry_job_by_id(job_id, retry_at=timezone.now())
    except UniqueViolation:  # of the queueing lock
        return False
    return True


def settle_dead_letters(*, lock: str) -> None:
    """Take a recording's off the list: another job has done their work. In its transaction."""
    dead_letters().filter(lock=lock).update(status=Status.CANCELLED.value)


def fail_recordings_of_dead_letters() -> None:
    """Say `failed` of recordings that no job will look at again. Call inside a transaction.

    Looked for rather than done when a job dies: a worker may be killed between the two.
    """
    given_up = (
        Recording.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(status__in=[RecordingStatus.STORED, RecordingStatus.PROCESSING])
        .filter(processing_job(Status.FAILED), ~processing_job(Status.TODO, Status.DOING))
    )
    for recording in given_up:
        set_recording_status(
            recording=recording, status=RecordingStatus.FAILED, status_reason=GIVEN_UP
        )
