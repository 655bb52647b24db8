from datetime import UTC, date, datetime, time

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from calls.choices import RecordingStatus, TranscriptStatus
from calls.models import Recording
from calls.services.enqueue_transcription import LOCK_PREFIX, TRANSCRIBE_RECORDING


def recordings_to_transcribe(
    *,
    since: date | None,
    until: date | None,
    team: str | None,
    is_again: bool,
    overwrites_edits: bool,
) -> QuerySet[Recording]:
    """Ready recordings without a transcript and without a job that will write one; newest first.

    `is_again`: those with one, too, but without those that people have edited unless
    `overwrites_edits`. Days are UTC's; `until` itself isn't among them.
    """
    chosen = Q(call__recording_status=RecordingStatus.READY, call__deleted_at__isnull=True)
    if since:
        chosen &= Q(call__started_at__gte=datetime.combine(since, time(), UTC))
    if until:
        chosen &= Q(call__started_at__lt=datetime.combine(until, time(), UTC))
    if team:
        chosen &= Q(call__team__name=team)
    recordings = Recording.objects.filter(chosen).exclude(Exists(jobs_under_way()))
    if not is_again:
        recordings = recordings.exclude(transcript__status=TranscriptStatus.READY)
    if not overwrites_edits:
        recordings = recordings.exclude(transcript__edited_at__isnull=False)
    return recordings.order_by("-call__started_at", "-pk")


def jobs_under_way() -> QuerySet[ProcrastinateJob]:
    lock = Concat(Value(LOCK_PREFIX), Cast(OuterRef("pk"), CharField()))
    return ProcrastinateJob.objects.filter(
        task_name=TRANSCRIBE_RECORDING,
        lock=lock,
        status__in=[Status.TODO.value, Status.DOING.value],
    )
