"""The figures of calls: one SQL statement each, whose formulas docs/how-to/read-the-reports.md
explains."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncDate, TruncTime

from calls.choices import Disposition, RecordingStatus
from calls.querysets import CallLogQuerySet

OF_AGENT = ("agent", "agent__username", "agent__first_name", "agent__last_name")
ANSWERED = Q(disposition=Disposition.ANSWERED)
NOT_ANSWERED = Q(
    disposition__in=[
        *(Disposition.NO_ANSWER, Disposition.BUSY, Disposition.REJECTED),
        *(Disposition.FAILED, Disposition.VOICEMAIL),
    ]
)
WITHOUT_RECORDING = ANSWERED & Q(
    recording_status__in=[RecordingStatus.ABSENT, RecordingStatus.EXPECTED]
)


def beginning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def between(calls: CallLogQuerySet, first: date, last: date, zone: ZoneInfo) -> CallLogQuerySet:
    """Those of whole days of a zone, `last` included."""
    return calls.filter(
        started_at__gte=beginning(first, zone),
        started_at__lt=beginning(last + timedelta(days=1), zone),
    )


def totals() -> dict[str, Any]:
    return {
        "calls": Count("pk"),
        "answered": Count("pk", filter=ANSWERED),
        "not_answered": Count("pk", filter=NOT_ANSWERED),
        "talk_seconds": Coalesce(Sum("duration_seconds", filter=ANSWERED), 0),
    }


def by_day(calls: CallLogQuerySet, *, zone: ZoneInfo, now: datetime) -> list[dict[str, Any]]:
    """A row for each day that has calls. `calls_by_now`: until the same time of that day."""
    by_now = Q(local_time__lte=now.astimezone(zone).time())
    days: QuerySet[Any, Any] = (
        calls.order_by()
        .alias(local_time=TruncTime("started_at", tzinfo=zone))
        .values(day=TruncDate("started_at", tzinfo=zone))
        .annotate(**totals(), calls_by_now=Count("pk", filter=by_now))
        .order_by("day")
    )
    return list(days)


def by_agent(calls: CallLogQuerySet) -> list[dict[str, Any]]:
    agents: QuerySet[Any, Any] = calls.order_by().values(*OF_AGENT)
    return list(agents.annotate(**totals()).order_by("-calls", "agent__username"))
