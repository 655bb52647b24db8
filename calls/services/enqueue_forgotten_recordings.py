from datetime import timedelta

from django.db.models.functions import Now
from procrastinate.jobs import Status

from calls.choices import RecordingStatus
from calls.models import Recording
from calls.services.enqueue_processing import Queue, enqueue_processing, processing_job

FORGOTTEN_AFTER = timedelta(minutes=15)


def enqueue_forgotten_recordings() -> int:
    """Queue stored recordings that no job knows of; answers how many. Safe to repeat.

    A call that was deleted before the worker came and then restored is one of them.
    """
    forgotten = Recording.objects.filter(
        # By the call's copy, which is indexed.
        call__recording_status__in=[RecordingStatus.STORED, RecordingStatus.PROCESSING],
        call__deleted_at__isnull=True,
        stored_at__lt=Now() - FORGOTTEN_AFTER,
    ).exclude(processing_job(Status.TODO, Status.DOING, Status.FAILED))
    recording_ids = list(forgotten.values_list("id", flat=True))
    for recording_id in recording_ids:
        enqueue_processing(recording_id=recording_id, queue=Queue.BULK)
    return len(recording_ids)
