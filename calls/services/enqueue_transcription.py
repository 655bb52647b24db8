from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from callcrm.api.ids import uuid7
from calls.services.enqueue_processing import PRIORITIES, Queue

TRANSCRIBE_RECORDING = "calls.transcribe_recording"
LOCK_PREFIX = "transcript:"
# New recordings go before those of earlier years.
BACKFILL_PRIORITY = -10

# One that is ready stays as it is until another can take its place.
BEGIN = """
INSERT INTO transcripts AS mine
    (id, recording_id, status, status_reason, language, search_config, engine, engine_version)
VALUES (%(id)s, %(recording)s, 'waiting', '', '', 'simple', '', '')
ON CONFLICT (recording_id) DO UPDATE
SET status = 'waiting', status_reason = '', updated_at = statement_timestamp()
WHERE mine.status = 'failed'
RETURNING id
"""


def enqueue_transcription(
    *,
    recording_id: UUID,
    is_again: bool = False,
    overwrites_edits: bool = False,
    is_backfill: bool = False,
) -> bool:
    """Have a recording's words written down; answers whether they will be. In a transaction.

    Nothing happens where transcription isn't configured, nor, unless `is_again`, where a
    transcript is there or on its way. A text that people have edited is replaced only if
    `overwrites_edits`. Safe to repeat: two jobs of one recording never run at once.
    """
    if settings.TRANSCRIPTION is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, {"id": uuid7(), "recording": recording_id})
        is_begun = cursor.fetchone() is not None
    if not is_begun and not is_again:
        return False
    defer_transcription(
        recording_id=recording_id,
        overwrites_edits=overwrites_edits,
        priority=BACKFILL_PRIORITY if is_backfill else PRIORITIES[Queue.TRANSCRIPTION],
    )
    return True


def defer_transcription(
    *,
    recording_id: UUID,
    overwrites_edits: bool,
    priority: int,
    failures: int = 0,
    postponements: int = 0,
    after_seconds: float = 0,
) -> None:
    """One statement. `failures` and `postponements`: what a job before this one went through."""
    later = timezone.now() + timedelta(seconds=after_seconds)
    JobManager(DjangoConnector()).defer_job(
        Job(
            queue=Queue.TRANSCRIPTION.value,
            priority=priority,
            lock=lock_of_transcript(recording_id),
            queueing_lock=None,
            task_name=TRANSCRIBE_RECORDING,
            task_kwargs={
                "recording_id": str(recording_id),
                "overwrites_edits": overwrites_edits,
                "failures": failures,
                "postponements": postponements,
            },
            scheduled_at=later if after_seconds else None,
        )
    )


def lock_of_transcript(recording_id: UUID) -> str:
    return f"{LOCK_PREFIX}{recording_id}"
