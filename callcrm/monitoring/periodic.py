from django.utils import timezone
from procrastinate.contrib.django import app


def interval_seconds_by_task() -> dict[str, float]:
    """How far apart two runs of each periodic job are, by the job's name."""
    now = timezone.now()
    intervals = {}
    for (task, _), periodic in app.periodic_registry.periodic_tasks.items():
        runs = type(periodic.croniter)(periodic.cron, now)
        intervals[task] = -(runs.get_next(float) - runs.get_next(float))
    return intervals
