import asyncio
import logging
import signal
import time

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

from calls.services.enqueue_processing import Queue
from calls.services.requeue_stalled_jobs import requeue_stalled_jobs

logger = logging.getLogger(__name__)

CONCURRENCY = 2
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

    def handle(self, *args: object, concurrency: int = CONCURRENCY, **options: object) -> None:
        try:
            connection.ensure_connection()  # the pool would wait half a minute for it
            with app.replace_connector(pooled_connector()):
                asyncio.run(work_until_stopped(concurrency=concurrency))
        except (ConnectorException, OperationalError, psycopg.OperationalError) as error:
            reason = " ".join(str(error.__cause__ or error).split())
            raise CommandError(
                f"The worker lost its database ({reason}); start it again."
            ) from error


def pooled_connector() -> PsycopgConnector:
    return PsycopgConnector(kwargs=connector_params(), min_size=2, timeout=POOL_TIMEOUT_SECONDS)


async def work_until_stopped(*, concurrency: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    heartbeat_seconds: float = settings.WORKER_HEARTBEAT_SECONDS
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                queues=[queue.value for queue in Queue],
                concurrency=concurrency,
                install_signal_handlers=False,
                shutdown_graceful_timeout=SHUTDOWN_TIMEOUT_SECONDS,
                update_heartbeat_interval=heartbeat_seconds,
                stalled_worker_timeout=heartbeat_seconds * STALLED_AFTER_HEARTBEATS,
                worker_middleware=[log_one_line],
            )
        )
        side_tasks = [
            asyncio.create_task(keep_requeueing(heartbeat_seconds)),
            asyncio.create_task(stop.wait()),
        ]
        await asyncio.wait([worker, *side_tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in side_tasks:
            task.cancel()
        await end(worker, is_asked_to=stop.is_set())


async def end(worker: asyncio.Task[None], *, is_asked_to: bool) -> None:
    """Let the running jobs finish. A worker that fails may end by itself, in silence."""
    if is_asked_to:
        worker.cancel()
    await asyncio.wait([worker])
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
