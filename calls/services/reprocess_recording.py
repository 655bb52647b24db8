from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from callcrm.api.exceptions import DomainError
from calls.choices import WITHOUT_OBJECT
from calls.models import Recording
from calls.services.enqueue_processing import (
    PROCESS_RECORDING,
    Queue,
    enqueue_processing,
    lock_of,
)


class NothingToProcess(DomainError):
    """There are no bytes."""

    code = "conflict"


def reprocess_recording(*, recording: Recording | None) -> None:
    """Have the worker look at it again, before all bulk work. Safe to repeat: one job waits.

    Raises NothingToProcess.
    """
    if recording is None or recording.status in WITHOUT_OBJECT:
        words = recording.get_status_display() if recording else "No recording"
        raise NothingToProcess(f"There is no audio to be processed: {words}.")
    # One in the bulk queue, or one that is to be tried again in ten minutes, comes too late.
    if not jobs_waiting_now().filter(lock=lock_of(recording.pk)).exists():
        enqueue_processing(recording_id=recording.pk, again=True)


def jobs_waiting_now() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(
        Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=Now()),
        task_name=PROCESS_RECORDING,
        queue_name=Queue.INTERACTIVE.value,
        status=Status.TODO.value,
    )
