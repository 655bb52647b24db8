from collections.abc import Iterator

from django.conf import settings
from django.db import Error as DatabaseError

from callcrm.monitoring.collector import ask_the_database
from callcrm.monitoring.doctor.finding import Finding, fail, ok, warn
from calls.services.enqueue_processing import Queue

SLOW_QUEUE_SECONDS = 15 * 60


def worker() -> Iterator[Finding]:
    """What monitoring asks, told in sentences."""
    try:
        rows = ask_the_database()
    except DatabaseError:
        yield warn("worker", "Not checked: the database isn't answering, or lacks migrations.")
        return
    [(workers,)] = rows["callcrm_workers"]
    # A transcript waits for its server, and another worker would only wait beside it.
    longest = max(
        float(age)
        for queue, age in rows["callcrm_queue_oldest_age_seconds"]
        if queue != Queue.TRANSCRIPTION
    )
    dead = sum(count for _, count in rows["callcrm_dead_letters"])
    if not workers:
        yield fail("worker", "None is running, so recordings stay unprocessed: start one.")
    elif settings.TRANSCRIPTION:
        yield ok(
            "worker",
            f"{workers} running; a `manage.py worker` that transcribes, too, counts twice.",
        )
    else:
        yield ok("worker", f"{workers} running.")
    if longest > SLOW_QUEUE_SECONDS:
        yield warn("queue", f"A job has waited {longest / 60:.0f} minutes: start another worker.")
    else:
        yield ok("queue", "No job waits for long.")
    if dead:
        yield warn(
            "dead letters", f"{dead} jobs were given up: see `manage.py retry_dead_letters`."
        )
