from enum import StrEnum
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

PROCESS_RECORDING = "calls.process_recording"
LOCK_PREFIX = "recording:"


class Queue(StrEnum):
    """Where a job waits. What somebody waits for goes before bulk work; upkeep is short.

    Transcription waits for another server, minutes long: the worker does it beside the others.
    """

    UPKEEP = "upkeep"
    INTERACTIVE = "interactive"
    BULK = "bulk"
    TRANSCRIPTION = "transcription"


PRIORITIES = {Queue.UPKEEP: 20, Queue.INTERACTIVE: 10, Queue.BULK: 0, Queue.TRANSCRIPTION: 0}


def enqueue_processing(
    *, recording_id: UUID, queue: Queue = Queue.INTERACTIVE, again: bool = False
) -> None:
    """Have the worker look at a recording: one statement, part of the caller's transaction.

    Safe to repeat: two jobs of one recording never run at once, and the second finds nothing to do,
    unless it is to be done `again`. There is no queueing lock, because a second job would break the
    caller's transaction.
    """
    # Not through procrastinate's own app: inside the worker that has a connection of its own.
    JobManager(DjangoConnector()).defer_job(
        Job(
            queue=queue.value,
            # The lock lets an earlier job go first, even one whose next attempt is in ten minutes,
            # unless this one is the more urgent.
            priority=PRIORITIES[queue] + again,
            lock=lock_of(recording_id),
            queueing_lock=None,
            task_name=PROCESS_RECORDING,
            task_kwargs={"recording_id": str(recording_id), **({"again": True} if again else {})},
        )
    )


def lock_of(recording_id: UUID) -> str:
    return f"{LOCK_PREFIX}{recording_id}"


def processing_job(*statuses: Status) -> Exists:
    """Of a queryset of recordings: that such a job exists."""
    lock = Concat(Value(LOCK_PREFIX), Cast(OuterRef("id"), CharField()))
    return Exists(
        ProcrastinateJob.objects.filter(
            task_name=PROCESS_RECORDING, lock=lock, status__in=[each.value for each in statuses]
        )
    )
