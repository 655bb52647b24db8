"""What the worker does: each job is a door to a service. Every job is safe to repeat."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from calls.services.attempt_transcription import Attempt, attempt_transcription
from calls.services.dead_letters import MAX_ATTEMPTS
from calls.services.enqueue_forgotten_recordings import enqueue_forgotten_recordings
from calls.services.enqueue_processing import PRIORITIES, PROCESS_RECORDING, Queue
from calls.services.enqueue_transcription import TRANSCRIBE_RECORDING
from calls.services.process_recording import process_recording
from calls.services.reconcile_recordings import reconcile_recordings
from calls.services.sweep_uploads import sweep_uploads

KEEP_JOBS_HOURS = 7 * 24
# After 5 s, 25 s, 2 min and 10 min.
BACKOFF = RetryStrategy(max_attempts=MAX_ATTEMPTS - 1, exponential_wait=5)


@app.task(name=PROCESS_RECORDING, queue=Queue.INTERACTIVE.value, retry=BACKOFF)
def process_recording_job(*, recording_id: str, again: bool = False) -> None:
    process_recording(recording_id=UUID(recording_id), again=again)


class TranscriptionBackoff(BaseRetryStrategy):
    """As BACKOFF, but what the jobs before this one went through counts."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002 - procrastinate passes it
        failures = job.attempts + cast("int", job.task_kwargs["failures"])
        if failures + 1 >= MAX_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": BACKOFF.exponential_wait ** (failures + 1)})


@app.task(
    name=TRANSCRIBE_RECORDING,
    queue=Queue.TRANSCRIPTION.value,
    retry=TranscriptionBackoff(),
    pass_context=True,
)
def transcribe_recording_job(
    context: JobContext,
    *,
    recording_id: str,
    overwrites_edits: bool,
    failures: int,
    postponements: int,
) -> None:
    attempt_transcription(
        Attempt(
            recording_id=UUID(recording_id),
            overwrites_edits=overwrites_edits,
            failures=failures + context.job.attempts,
            postponements=postponements,
            priority=context.job.priority,
        )
    )


def upkeep(name: str, *, cron: str, do: Callable[[], object]) -> None:
    """Do it whenever `cron` says (UTC), by one worker; never two of a kind in the queue."""

    @app.periodic(cron=cron)
    @app.task(
        name=name,
        queue=Queue.UPKEEP.value,
        priority=PRIORITIES[Queue.UPKEEP],
        lock=name,
        queueing_lock=name,
    )
    def job(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
        do()


upkeep("calls.sweep_uploads", cron="*/5 * * * *", do=sweep_uploads)
upkeep("calls.enqueue_forgotten_recordings", cron="*/15 * * * *", do=enqueue_forgotten_recordings)
upkeep(
    "calls.reconcile_recordings",
    cron="23 3 * * *",
    do=lambda: reconcile_recordings(for_real=True),
)


@app.periodic(cron="43 3 * * *")
@app.task(
    name="calls.delete_old_jobs",
    queue=Queue.UPKEEP.value,
    priority=PRIORITIES[Queue.UPKEEP],
    queueing_lock="calls.delete_old_jobs",
    pass_context=True,
)
async def delete_old_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - passed
    """Dead letters stay until somebody retries them; failed upkeep comes round by itself."""
    jobs = context.app.job_manager
    await jobs.delete_old_jobs(KEEP_JOBS_HOURS, include_cancelled=True, include_aborted=True)
    await jobs.delete_old_jobs(KEEP_JOBS_HOURS, queue=Queue.UPKEEP.value, include_failed=True)
