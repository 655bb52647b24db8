from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from accounts.models import Device, User
from calls.choices import RecordingStatus
from calls.models import Recording
from calls.playback import BROWSER_TYPES
from calls.services.enqueue_processing import (
    PROCESS_RECORDING,
    Queue,
    enqueue_processing,
    processing_job,
)
from calls.services.recordings_with_bytes import recordings_with_bytes

BATCH = 1000


@dataclass(frozen=True)
class Choice:
    """Which recordings; what isn't set narrows nothing.

    `version_below`: of older processing than that; `is_without_copy`: `ready`, in a format that not
    every browser plays, and without the copy that plays.
    """

    status: str | None = None
    finding: str | None = None
    version_below: int | None = None
    agent: User | None = None
    device: Device | None = None
    since: datetime | None = None
    until: datetime | None = None
    is_without_copy: bool = False


def recordings_to_reprocess(*, choice: Choice) -> "QuerySet[Recording]":
    """Newest first. Those with a job waiting or running already are left out."""
    narrowing = {
        "status": choice.status,
        "call__finding_codes__contains": [choice.finding] if choice.finding else None,
        "processing_version__lt": choice.version_below,
        "call__agent": choice.agent,
        "call__device": choice.device,
        "call__started_at__gte": choice.since,
        "call__started_at__lt": choice.until,
    }
    recordings = recordings_with_bytes().filter(
        call__deleted_at__isnull=True,
        **{lookup: value for lookup, value in narrowing.items() if value is not None},
    )
    if choice.is_without_copy:
        recordings = recordings.filter(
            status=RecordingStatus.READY, playable_key__isnull=True
        ).exclude(content_type__in=BROWSER_TYPES)
    return recordings.exclude(processing_job(Status.TODO, Status.DOING)).order_by("-id")


def reprocess_recordings(*, choice: Choice) -> Iterator[Recording]:
    """Queue each, behind all that somebody waits for; yields it when it is queued.

    Safe to repeat and to break off: what is queued already isn't queued twice.
    """
    for recording in recordings_to_reprocess(choice=choice).iterator(chunk_size=BATCH):
        enqueue_processing(recording_id=recording.pk, queue=Queue.BULK, again=True)
        yield recording


def count_bulk_jobs_left() -> int:
    left = [Status.TODO.value, Status.DOING.value]
    return ProcrastinateJob.objects.filter(
        task_name=PROCESS_RECORDING, queue_name=Queue.BULK.value, status__in=left
    ).count()
