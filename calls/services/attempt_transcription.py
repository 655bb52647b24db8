from dataclasses import dataclass
from uuid import UUID

from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from calls.services.dead_letters import MAX_ATTEMPTS
from calls.services.enqueue_transcription import defer_transcription, lock_of_transcript
from calls.services.transcribe_recording import note_reason, transcribe_recording
from calls.transcribing.faults import ServerBusy

SHORTEST_WAIT_SECONDS = 15
LONGEST_WAIT_SECONDS = 60 * 60
# With an hour between them, four days.
MAX_POSTPONEMENTS = 100


@dataclass(frozen=True)
class Attempt:
    """`failures`: attempts of this recording that broke off before, busy servers not counted."""

    recording_id: UUID
    overwrites_edits: bool
    failures: int
    postponements: int
    priority: int

    @property
    def is_last(self) -> bool:
        return self.failures + 1 >= MAX_ATTEMPTS


def attempt_transcription(attempt: Attempt) -> None:
    """Transcribe, or come again when the server says so. Raises what broke the attempt.

    Safe to repeat: a job whose worker was killed after it had put the work off does nothing more.
    """
    if is_put_off(attempt):
        return
    try:
        transcribe_recording(
            recording_id=attempt.recording_id,
            overwrites_edits=attempt.overwrites_edits,
            is_last_attempt=attempt.is_last,
        )
    except ServerBusy as busy:
        if attempt.postponements >= MAX_POSTPONEMENTS:
            note_reason(recording_id=attempt.recording_id, reason=busy.sentence, is_final=True)
            raise
        postpone(attempt, busy)


def postpone(attempt: Attempt, busy: ServerBusy) -> None:
    """A job of its own, so that being sent away isn't counted as a failure."""
    note_reason(recording_id=attempt.recording_id, reason=busy.sentence, is_final=False)
    defer_transcription(
        recording_id=attempt.recording_id,
        overwrites_edits=attempt.overwrites_edits,
        priority=attempt.priority,
        failures=attempt.failures,
        postponements=attempt.postponements + 1,
        after_seconds=wait_seconds(busy.retry_after_seconds, attempt.postponements),
    )


def is_put_off(attempt: Attempt) -> bool:
    """The lock lets the older job go first, so one that came of it is still waiting."""
    return ProcrastinateJob.objects.filter(
        lock=lock_of_transcript(attempt.recording_id),
        status=Status.TODO.value,
        args__postponements=attempt.postponements + 1,
        args__overwrites_edits=attempt.overwrites_edits,
    ).exists()


def wait_seconds(retry_after_seconds: float, postponements: int) -> float:
    """What the server asks for, and more each time; never less than 15 s or more than an hour."""
    longer_each_time: int = SHORTEST_WAIT_SECONDS << min(postponements, 10)
    return min(max(retry_after_seconds, longer_each_time), LONGEST_WAIT_SECONDS)
