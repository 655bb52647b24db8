"""What a person sees first: their day so far, and what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.roles import Reach
from callcrm.api.pagination import capped_count
from calls.choices import Direction, RecordingStatus
from calls.models import CallLog
from contacts.choices import Source
from contacts.models import Contact
from portal.figures import ANSWERED, NOT_ANSWERED, beginning, between, by_agent, by_day
from portal.review import case_counts, in_trouble

CHART_DAYS = 15
# The same weekday of four weeks: fewer are chance, more are another season.
USUAL_WEEKS = 4
COUNT_CAP = 100
LISTED = 5
AGENTS = 10
# A phone without a connection sends later; after this long somebody should know.
LATE_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Day:
    """`first` to `last` (today) are whole days of the viewer's zone."""

    viewer: User
    zone: ZoneInfo
    now: datetime
    first: date
    last: date

    @property
    def query(self) -> dict[str, str]:
        return {"started_after": self.first.isoformat(), "started_before": self.last.isoformat()}


def day_of(viewer: User, *, days: int, now: datetime) -> Day:
    zone = ZoneInfo(viewer.time_zone)
    today = now.astimezone(zone).date()
    return Day(viewer, zone, now, first=today - timedelta(days=days - 1), last=today)


def overview(viewer: User, *, days: int, now: datetime) -> dict[str, Any]:
    """Everything as `OverviewSerializer` shows it; the number of queries is always the same."""
    day = day_of(viewer, days=days, now=now)
    every = by_day(chart_calls(day, days=days), zone=day.zone, now=now)
    in_days = [row for row in every if row["day"] >= day.first]
    calls = between(CallLog.objects.visible_to(viewer), day.first, day.last, day.zone)
    waiting = case_counts(viewer)
    return {
        "day": day.last,
        "days": days,
        "time_zone": viewer.time_zone,
        "figures": [
            *call_figures(day, in_days, usual=usual_by_now(every, day) if days == 1 else None),
            new_lead_figure(day),
            follow_up_figure(day),
            review_figure(waiting),
            trouble_figure(day, waiting["recording"]),
        ],
        "calls_per_day": filled(every, day),
        "calls_per_agent": by_agent(calls)[:AGENTS],
        "agents_query": day.query,
        "follow_ups": list(follow_ups(day).with_details().order_by("follow_up_at", "id")[:LISTED]),
        "recordings_in_trouble": trouble_ids(day),
    }


def chart_calls(day: Day, *, days: int) -> Any:  # noqa: ANN401
    first = day.last - timedelta(days=max(days - 1, CHART_DAYS - 1, 7 * USUAL_WEEKS))
    return between(CallLog.objects.visible_to(day.viewer), first, day.last, day.zone)


def usual_by_now(every: Sequence[dict[str, Any]], day: Day) -> float | None:
    """Calls until this time of the day on the same weekday, on average of four weeks.

    None: there were none on any of them.
    """
    same = {day.last - timedelta(weeks=week) for week in range(1, USUAL_WEEKS + 1)}
    counted = [row["calls_by_now"] for row in every if row["day"] in same]
    return sum(counted) / USUAL_WEEKS if counted else None


def filled(every: Sequence[dict[str, Any]], day: Day) -> list[dict[str, Any]]:
    """A row for each day of the chart, those without calls included."""
    rows = {row["day"]: row for row in every}
    length = max(CHART_DAYS, (day.last - day.first).days + 1)
    nothing = {"calls": 0, "answered": 0, "not_answered": 0}
    chart = [day.last - timedelta(days=back) for back in range(length - 1, -1, -1)]
    return [{**nothing, **rows.get(each, {}), "day": each} for each in chart]


def figure(
    name: str,
    value: float,
    *,
    page: str,
    query: dict[str, str],
    is_capped: bool = False,
    note: tuple[str, float | None] | None = None,
) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "is_capped": is_capped,
        "page": page,
        "query": urlencode(query),
        "note": {"code": note[0], "value": note[1]} if note else None,
    }


def call_figures(
    day: Day, rows: Sequence[dict[str, Any]], *, usual: float | None
) -> list[dict[str, Any]]:
    calls, answered, talked = (
        sum(row[name] for row in rows) for name in ("calls", "answered", "talk_seconds")
    )
    answered_query = {**day.query, "disposition": "answered"}
    per_call = round(talked / answered) if answered else None
    return [
        figure("calls", calls, page="calls", query=day.query, note=("usual_by_now", usual)),
        figure(
            "answered",
            answered,
            page="calls",
            query=answered_query,
            note=("not_called_back", not_called_back(day)),
        ),
        figure(
            "talk_seconds",
            talked,
            page="calls",
            query=answered_query,
            note=("seconds_per_answered_call", per_call),
        ),
    ]


def not_called_back(day: Day) -> int:
    """Inbound calls that nobody took, of a number that nobody has spoken with or tried since."""
    visible = CallLog.objects.visible_to(day.viewer)
    since = visible.filter(
        Q(direction=Direction.OUTBOUND) | ANSWERED,
        number_e164=OuterRef("number_e164"),
        started_at__gt=OuterRef("started_at"),
    )
    missed = between(visible, day.first, day.last, day.zone).filter(
        NOT_ANSWERED, ~Exists(since), direction=Direction.INBOUND, number_e164__isnull=False
    )
    return capped(missed)[0]


def new_lead_figure(day: Day) -> dict[str, Any]:
    since = beginning(day.first, day.zone)
    leads = Contact.objects.live().filter(source=Source.CALL_UPLOAD, created_at__gte=since)
    value, is_capped = capped(leads)
    unseen, _ = capped(Contact.objects.new_leads().filter(created_at__gte=since))
    return figure(
        "new_leads",
        value,
        page="contacts",
        query={"source": Source.CALL_UPLOAD.value, "created_after": since.isoformat()},
        is_capped=is_capped,
        note=("not_looked_at", unseen),
    )


def follow_ups(day: Day) -> Any:  # noqa: ANN401
    """Due until tonight: an agent's own, and everybody's for those who work on others' calls."""
    due = Contact.objects.live().filter(follow_up_at__lt=tonight(day))
    return due.filter(owner=day.viewer) if day.viewer.reach == Reach.OWN else due


def tonight(day: Day) -> datetime:
    return beginning(day.last + timedelta(days=1), day.zone)


def follow_up_figure(day: Day) -> dict[str, Any]:
    value, is_capped = capped(follow_ups(day))
    overdue, _ = capped(follow_ups(day).filter(follow_up_at__lt=day.now))
    own = {"owner": "me"} if day.viewer.reach == Reach.OWN else {}
    return figure(
        "follow_ups_due",
        value,
        page="contacts",
        query={"follow_up_before": tonight(day).isoformat(), **own},
        is_capped=is_capped,
        note=("overdue", overdue),
    )


def review_figure(waiting: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return figure(
        "to_review",
        sum(count["value"] for count in waiting.values()),
        page="review",
        query={},
        is_capped=any(count["is_capped"] for count in waiting.values()),
        note=("unlinked", waiting["unlinked"]["value"]),
    )


def trouble_figure(day: Day, waiting: dict[str, Any]) -> dict[str, Any]:
    return figure(
        "recordings_in_trouble",
        waiting["value"],
        page="review",
        query={"kind": "recording"},
        is_capped=waiting["is_capped"],
        note=("late", capped(late_calls(day))[0]),
    )


def late_calls(day: Day) -> Any:  # noqa: ANN401
    """Of the last 92 days: what is older will not come."""
    return CallLog.objects.visible_to(day.viewer).filter(
        recording_status=RecordingStatus.EXPECTED,
        started_at__lt=day.now - LATE_AFTER,
        started_at__gte=day.now - timedelta(days=92),
    )


def trouble_ids(day: Day) -> list[Any]:
    """The newest few of both sorts, in the order of lists."""
    found = [
        row
        for calls in (in_trouble(day.viewer), late_calls(day))
        for row in calls.order_by("-started_at", "-id").values_list("started_at", "pk")[:LISTED]
    ]
    return [pk for _, pk in sorted(found, reverse=True)[:LISTED]]


def capped(rows: QuerySet[Any]) -> tuple[int, bool]:
    counted = capped_count(rows, cap=COUNT_CAP)
    return counted["value"], counted["is_capped"]
