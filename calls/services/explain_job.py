from collections import Counter
from dataclasses import dataclass

from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

MOST_COUNTED = 1000
COUNTED = (Status.TODO, Status.DOING, Status.FAILED)
SENTENCES = {
    Status.TODO: "It waits for a worker.",
    Status.DOING: "A worker is at it.",
    Status.SUCCEEDED: "It is done.",
    Status.CANCELLED: "Another job has done its work since.",
}


@dataclass(frozen=True)
class QueueCounts:
    """Jobs of one queue; each number is at most `MOST_COUNTED`."""

    queue: str
    waiting: int
    running: int
    dead: int


def count_jobs() -> list[QueueCounts]:
    """By queue, in three queries that each read at most `MOST_COUNTED` rows."""
    counts = {
        status: Counter(
            ProcrastinateJob.objects.filter(status=status.value).values_list(
                "queue_name", flat=True
            )[:MOST_COUNTED]
        )
        for status in COUNTED
    }
    queues = sorted({queue for counter in counts.values() for queue in counter})
    return [QueueCounts(queue, *(counts[status][queue] for status in COUNTED)) for queue in queues]


def explain_job(job: ProcrastinateJob) -> str:
    """In one sentence, where a job stands and what comes next."""
    status = Status(job.status)
    if status == Status.TODO and job.attempts:
        return "It has failed and is tried again when its time comes."
    if status == Status.FAILED:
        return (
            f"It was tried {times(job.attempts)} and given up; it is tried again only if "
            "somebody retries it."
        )
    return SENTENCES.get(status, "It was broken off.")


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
