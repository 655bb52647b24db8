"""What the database, the disk and the store know, computed whenever somebody asks."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection, transaction
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from callcrm.health import store
from callcrm.monitoring import queries
from callcrm.monitoring.periodic import interval_seconds_by_task

# All questions together. A scrape that takes longer is given up by Prometheus, too.
STATEMENT_TIMEOUT_MS = 2000

Row = tuple[Any, ...]


class CallcrmCollector(Collector):
    """A database that is down costs its own numbers and no others, and never hangs the answer."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from of_this_machine()
        try:
            rows = ask_the_database()
        except DatabaseError:
            yield gauge("callcrm_database_up", "Whether the database answers", [((), 0)])
            return
        yield gauge("callcrm_database_up", "Whether the database answers", [((), 1)])
        for metric in queries.METRICS:
            yield gauge(metric.name, metric.help, shaped(rows[metric.name]), metric.labels)
        yield from of_upkeep(rows[queries.LAST_SUCCESSES])


def of_this_machine() -> Iterator[GaugeMetricFamily]:
    yield gauge("callcrm_store_up", "Whether the recording store answers", [((), store() == "ok")])
    try:
        free = shutil.disk_usage(nearest_folder(settings.SPOOL_DIR)).free
    except OSError:
        free = 0
    yield gauge("callcrm_disk_free_bytes", "Free where uploads are spooled", [((), free)])
    least = settings.MIN_FREE_BYTES
    yield gauge("callcrm_disk_min_free_bytes", "Below it uploads are refused", [((), least)])


def nearest_folder(path: Path) -> Path:
    return next((folder for folder in (path, *path.parents) if folder.is_dir()), path)


def ask_the_database() -> dict[str, list[Row]]:
    """The rows of each query, by its name. Raises Django's database errors."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {STATEMENT_TIMEOUT_MS}")
        rows = {}
        for metric in queries.METRICS:
            cursor.execute(metric.sql, queries.parameters())
            rows[metric.name] = cursor.fetchall()
        cursor.execute(queries.LAST_SUCCESSES_SQL, queries.parameters())
        rows[queries.LAST_SUCCESSES] = cursor.fetchall()
    return rows


def of_upkeep(rows: list[Row]) -> Iterator[GaugeMetricFamily]:
    """One that has never succeeded stands at 0, so that the alert sees it."""
    intervals = interval_seconds_by_task()
    successes = dict.fromkeys(intervals, 0.0) | {task: at for task, at in rows if task in intervals}
    yield gauge(
        queries.LAST_SUCCESSES,
        "When the periodic job last succeeded",
        [((task,), at) for task, at in successes.items()],
        ("task",),
    )
    yield gauge(
        "callcrm_periodic_job_interval_seconds",
        "How often it should",
        [((task,), seconds) for task, seconds in intervals.items()],
        ("task",),
    )


def shaped(rows: list[Row]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Labels first, the value last. No value, no sample: nothing was there to measure."""
    for *labels, value in rows:
        if value is not None:
            yield tuple(str(label) for label in labels), float(value)


def gauge(
    name: str,
    explanation: str,
    samples: Iterable[tuple[tuple[str, ...], float]],
    labels: tuple[str, ...] = (),
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, explanation, labels=labels)
    for values, value in samples:
        family.add_metric(values, float(value))
    return family
