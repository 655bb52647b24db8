"""The questions. Each reads an index, and no more rows than MOST: a table may have millions."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from calls.management.commands.worker import STALLED_AFTER_HEARTBEATS
from calls.services.enqueue_processing import Queue

MOST = 100_000
OLDEST_LOOKED_AT = 100


@dataclass(frozen=True)
class Metric:
    """A gauge for each row of `sql`: the labels' columns first, the value last."""

    name: str
    help: str
    sql: str
    labels: tuple[str, ...] = ()


# A retry that is put off (`scheduled_at`) isn't waiting yet.
METRICS = (
    Metric(
        "callcrm_uploads_pending",
        "Uploads that were begun and are neither finished nor given up",
        "SELECT count(*) FROM uploads WHERE state = 'pending'",
    ),
    Metric(
        "callcrm_uploads_pending_oldest_age_seconds",
        "How long ago the oldest of them was begun or tried again",
        """SELECT COALESCE(EXTRACT(EPOCH FROM now() - min(updated_at)), 0) FROM uploads
           WHERE state = 'pending'""",
    ),
    Metric(
        "callcrm_queue_depth",
        f"Jobs that wait for a worker; at most {MOST} are counted",
        """SELECT queue, count(job.id) FROM unnest(%(queues)s::text[]) AS queue
            LEFT JOIN (SELECT id, queue_name FROM procrastinate_jobs WHERE status = 'todo'
                         AND (scheduled_at IS NULL OR scheduled_at <= now())
                       ORDER BY priority DESC, id LIMIT %(most)s) AS job ON job.queue_name = queue
            GROUP BY queue""",
        ("queue",),
    ),
    Metric(
        "callcrm_queue_oldest_age_seconds",
        "How long the job that waits longest has waited",
        """SELECT queue, COALESCE(EXTRACT(EPOCH FROM now() - min(job.ready_at)), 0)
            FROM unnest(%(queues)s::text[]) AS queue
            LEFT JOIN (
                SELECT waiting.queue_name, GREATEST(waiting.scheduled_at, (
                    SELECT max(event.at) FROM procrastinate_events AS event
                    WHERE event.job_id = waiting.id
                )) AS ready_at
                FROM (
                    SELECT id, queue_name, scheduled_at,
                           row_number() OVER (PARTITION BY queue_name ORDER BY id) AS place
                    FROM (SELECT id, queue_name, scheduled_at FROM procrastinate_jobs
                          WHERE status = 'todo'
                            AND (scheduled_at IS NULL OR scheduled_at <= now())
                          ORDER BY priority DESC, id LIMIT %(most)s) AS ready
                ) AS waiting
                WHERE waiting.place <= %(oldest_looked_at)s
            ) AS job ON job.queue_name = queue
            GROUP BY queue""",
        ("queue",),
    ),
    Metric(
        "callcrm_dead_letters",
        f"Jobs that were given up; at most {MOST} are counted",
        """SELECT queue, count(job.id) FROM unnest(%(queues)s::text[]) AS queue
            LEFT JOIN (SELECT id, queue_name FROM procrastinate_jobs WHERE status = 'failed'
                       LIMIT %(most)s) AS job ON job.queue_name = queue
            GROUP BY queue""",
        ("queue",),
    ),
    Metric(
        "callcrm_workers",
        "Workers that showed signs of life lately; one that transcribes, too, counts twice",
        """SELECT count(*) FROM procrastinate_workers
           WHERE last_heartbeat > now() - make_interval(secs => %(worker_seconds)s)""",
    ),
    Metric(
        "callcrm_store_strays",
        "Objects that nothing names, found by the last comparison and not deleted",
        "SELECT strays - deleted FROM store_checks ORDER BY created_at DESC LIMIT 1",
    ),
    Metric(
        "callcrm_store_missing",
        "Objects that a recording names and the last comparison didn't find",
        "SELECT missing FROM store_checks ORDER BY created_at DESC LIMIT 1",
    ),
    Metric(
        "callcrm_store_check_timestamp_seconds",
        "When the store was last compared with the database",
        """SELECT EXTRACT(EPOCH FROM created_at) FROM store_checks
           ORDER BY created_at DESC LIMIT 1""",
    ),
    Metric(
        "callcrm_devices",
        "Phones enrolled for people who work here",
        """SELECT count(*) FROM devices JOIN users ON users.id = devices.user_id
           WHERE devices.revoked_at IS NULL AND users.is_active""",
    ),
    Metric(
        "callcrm_devices_silent",
        "Those of them not heard of for SILENT_DEVICE_DAYS",
        """SELECT count(*) FROM devices JOIN users ON users.id = devices.user_id
           WHERE devices.revoked_at IS NULL AND users.is_active
             AND COALESCE(devices.last_seen_at, devices.created_at)
                 < now() - make_interval(days => %(silent_days)s)""",
    ),
)

LAST_SUCCESSES = "callcrm_periodic_job_last_success_timestamp_seconds"
# Finished upkeep is kept for a week: a few thousand rows.
LAST_SUCCESSES_SQL = """
SELECT job.task_name, EXTRACT(EPOCH FROM max(event.at))::float
FROM procrastinate_jobs AS job
JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'succeeded'
WHERE job.queue_name = %(upkeep)s AND job.status = 'succeeded'
GROUP BY job.task_name
"""


def parameters() -> dict[str, Any]:
    return {
        "most": MOST,
        "oldest_looked_at": OLDEST_LOOKED_AT,
        "queues": [queue.value for queue in Queue],
        "upkeep": Queue.UPKEEP.value,
        "worker_seconds": settings.WORKER_HEARTBEAT_SECONDS * (STALLED_AFTER_HEARTBEATS + 1),
        "silent_days": settings.SILENT_DEVICE_DAYS,
    }
