import asyncio
import logging
import signal
import time
from collections.abc import Coroutine, Iterator, Sequence
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, close_old_connections, connection
from procrastinate import JobContext, PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from callcrm.api.unmigrated import lacks_migrations
from calls.services.enqueue_processing import Queue
from calls.services.requeue_stalled_jobs import requeue_stalled_jobs

logger = logging.getLogger(__name__)

CONCURRENCY = 2
# Beside them: a job there waits for another server, and one whose turn it is must not wait for it.
TRANSCRIPTIONS = 1
STALLED_AFTER_HEARTBEATS = 3
# Less than the supervisor waits. A job that takes longer is killed, and comes back to the queue.
SHUTDOWN_TIMEOUT_SECONDS = 30

# A restart of the database may take so long, and no job notices.
POOL_TIMEOUT_SECONDS = 15


class Command(BaseCommand):
    help = "Process recordings, sweep uploads and check the store, until SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--concurrency", type=int, default=CONCURRENCY, help="jobs at once (%(default)d)"
        )
        parser.add_argument(
            "--transcriptions",
            type=int,
            default=TRANSCRIPTIONS,
            help="recordings that the transcription server hears at once (%(default)d)",
        )

    def handle(
        self,
        *args: object,
        concurrency: int = CONCURRENCY,
        transcriptions: int = TRANSCRIPTIONS,
        **options: object,
    ) -> None:
        try:
            connection.ensure_connection()  # the pool would wait half a minute for it
            with app.replace_connector(pooled_connector()):
                asyncio.run(
                    work_until_stopped(concurrency=concurrency, transcriptions=transcriptions)
                )
        except (ConnectorException, OperationalError, psycopg.OperationalError) as error:
            if lacks_migrations():
                raise CommandError(
                    "The database isn't migrated: run `manage.py migrate`, then start the worker "
                    "again."
                ) from error
            reason = " ".join(str(error.__cause__ or error).split())
            raise CommandError(
                f"The worker lost its database ({reason}); start it again."
            ) from error


def pooled_connector() -> PsycopgConnector:
    return PsycopgConnector(kwargs=connector_params(), min_size=2, timeout=POOL_TIMEOUT_SECONDS)


async def work_until_stopped(*, concurrency: int, transcriptions: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    heartbeat_seconds: float = settings.WORKER_HEARTBEAT_SECONDS
    async with app.open_async():
        workers = [
            asyncio.create_task(each)
            for each in workers_of(concurrency=concurrency, transcriptions=transcriptions)
        ]
        side_tasks = [
            asyncio.create_task(keep_requeueing(heartbeat_seconds)),
            asyncio.create_task(stop.wait()),
        ]
        await asyncio.wait([*workers, *side_tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in side_tasks:
            task.cancel()
        await end(workers, is_asked_to=stop.is_set())


def workers_of(*, concurrency: int, transcriptions: int) -> Iterator[Coroutine[Any, Any, None]]:
    """One for what we do ourselves, one for what another server does for us."""
    if settings.TRANSCRIPTION is None:
        # A job that was left over is over at once.
        yield one_worker(list(Queue), concurrency)
        return
    yield one_worker([queue for queue in Queue if queue != Queue.TRANSCRIPTION], concurrency)
    if transcriptions:
        # It looks every five seconds: to be told would take a connection, and nobody is in a hurry.
        yield one_worker([Queue.TRANSCRIPTION], transcriptions, listen_notify=False)


async def one_worker(
    queues: Sequence[Queue], concurrency: int, *, listen_notify: bool = True
) -> None:
    heartbeat_seconds: float = settings.WORKER_HEARTBEAT_SECONDS
    await app.run_worker_async(
        queues=[queue.value for queue in queues],
        concurrency=concurrency,
        listen_notify=listen_notify,
        install_signal_handlers=False,
        shutdown_graceful_timeout=SHUTDOWN_TIMEOUT_SECONDS,
        update_heartbeat_interval=heartbeat_seconds,
        stalled_worker_timeout=heartbeat_seconds * STALLED_AFTER_HEARTBEATS,
        worker_middleware=[log_one_line],
    )


async def end(workers: Sequence[asyncio.Task[None]], *, is_asked_to: bool) -> None:
    """Let the running jobs finish. A worker that fails may end by itself, in silence."""
    for worker in workers:
        if is_asked_to or not worker.done():
            worker.cancel()
    await asyncio.wait(workers)
    for worker in workers:
        if not worker.cancelled():
            worker.result()
    if not is_asked_to:
        raise CommandError("The worker ended by itself; the reason is above. Start it again.")


async def keep_requeueing(heartbeat_seconds: float) -> None:
    """Beside the jobs, not as one: two slow jobs would keep it waiting."""
    while True:
        try:
            await sync_to_async(requeue, thread_sensitive=False)(heartbeat_seconds)
        except OperationalError as error:
            logger.warning("Stalled jobs can't be looked for: %s", error)
        await asyncio.sleep(heartbeat_seconds)


def requeue(heartbeat_seconds: float) -> None:
    close_old_connections()
    try:
        number = requeue_stalled_jobs(
            stalled_after_seconds=heartbeat_seconds * STALLED_AFTER_HEARTBEATS
        )
    finally:
        close_old_connections()
    if number:
        logger.warning("%d jobs of workers that are gone went back to the queue", number)


async def log_one_line(call_next: AsyncCallNext, context: JobContext, _worker: Worker) -> object:
    """Neither numbers nor names: a job's arguments are ids."""
    outcome = "done"
    try:
        return await call_next()
    except BaseException as error:
        outcome = f"failed ({type(error).__name__})"
        raise
    finally:
        logger.info(
            "Job %d, %s, attempt %d: %s in %.2f s",
            context.job.id,
            context.job.task_name,
            context.job.attempts + 1,
            outcome,
            time.time() - context.start_timestamp,
        )
