"""A team's figures, per agent and together: docs/how-to/read-the-reports.md has each formula."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from callcrm.api.csv_cells import safe_cell
from calls.querysets import CallLogQuerySet
from portal.figures import OF_AGENT, WITHOUT_RECORDING, beginning, between, totals

COLUMNS = (
    *("calls", "answered", "not_answered", "talk_seconds", "unique_contacts", "new_leads"),
    *("unreviewed", "without_recording"),
)


@dataclass(frozen=True)
class ReportPeriod:
    """Whole days of a zone, `last` included."""

    first: date
    last: date
    zone: ZoneInfo


def report_columns(period: ReportPeriod) -> dict[str, Any]:
    was_new = Q(
        contact__auto_created=True,
        contact__created_at__gte=beginning(period.first, period.zone),
        contact__created_at__lt=beginning(period.last + timedelta(days=1), period.zone),
    )
    return {
        **totals(),
        "unique_contacts": Count("contact", distinct=True),
        "new_leads": Count("contact", distinct=True, filter=was_new),
        "unreviewed": Count("pk", filter=Q(reviewed_at__isnull=True)),
        "without_recording": Count("pk", filter=WITHOUT_RECORDING),
    }


def team_report(calls: CallLogQuerySet, period: ReportPeriod) -> dict[str, Any]:
    """`rows` by agent, most calls first, and `totals`, in which a contact counts once. Two queries.

    `calls`: those that may be counted, of any time.
    """
    counted = between(calls, period.first, period.last, period.zone).order_by()
    columns = report_columns(period)
    rows = counted.values(*OF_AGENT).annotate(**columns).order_by("-calls", "agent__username")
    return {"rows": list(rows), "totals": counted.aggregate(**columns)}


def list_query(period: ReportPeriod, **filters: str) -> str:
    """Of /v1/calls: just the calls that were counted."""
    dates = {
        "started_after": period.first.isoformat(),
        "started_before": period.last.isoformat(),
    }
    return urlencode({**filters, **dates})


def as_csv(report: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """A header, a row for each agent and one for all, safe in a spreadsheet."""
    yield ("agent", "name", *(column.replace("_", " ") for column in COLUMNS))
    for row in report["rows"]:
        full_name = f"{row['agent__first_name']} {row['agent__last_name']}".strip()
        names = (safe_cell(row["agent__username"]), safe_cell(full_name))
        yield (*names, *(str(row[column]) for column in COLUMNS))
    yield ("", "All", *(str(report["totals"][column]) for column in COLUMNS))
