"""Which stretch of time a list of calls covers."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from callcrm.api.exceptions import InvalidField

DEFAULT_DAYS = 92
# Far enough to hold every call, near enough for arithmetic in any time zone.
YEARS = range(1970, 3000)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# "today", "today-6": so that a list that was saved or sent goes with the days.
DAY = re.compile(r"today(?:-(\d{1,4}))?", re.ASCII)
# RFC 3339; a space before the offset is a plus that nobody encoded.
INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+ -]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True)
class Period:
    """From `started_after` on, until just before `started_before`. None: open on that side."""

    started_after: datetime | None = None
    started_before: datetime | None = None
    is_default: bool = False

    @property
    def is_open(self) -> bool:
        return self.started_after is None and self.started_before is None


def read_bound(text: str, *, field: str, zone: ZoneInfo, is_end: bool) -> datetime:
    """An instant as it is; a date as its day's beginning in `zone`, or, as an end, the next day's.

    `today-6` is the date six days ago. Raises InvalidField.
    """
    if match := DAY.fullmatch(text):
        today = timezone.now().astimezone(zone).date()
        text = (today - timedelta(days=int(match[1] or 0))).isoformat()
    try:
        moment = read_date(text, zone=zone, is_end=is_end) or read_instant(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise InvalidField(
            f"`{field}` is a date such as 2026-11-20, a time with its offset such as "
            "2026-11-20T09:30:00Z, or a day such as today or today-6.",
            field=field,
        )
    return moment.astimezone(UTC)


def read_date(text: str, *, zone: ZoneInfo, is_end: bool) -> datetime | None:
    if not DATE.fullmatch(text):
        return None
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        return None
    return datetime.combine(day + timedelta(days=is_end), time(), zone)


def read_instant(text: str) -> datetime | None:
    match = INSTANT.fullmatch(text.upper())
    if not match:
        return None
    seconds, fraction, offset = match.groups()
    return datetime.fromisoformat(f"{seconds}{(fraction or '')[:7]}{offset.replace(' ', '+')}")


def bounded(period: Period, *, zone: ZoneInfo, now: datetime) -> Period:
    """The same if it has a beginning, else the last 92 days before its end or before today.

    Whole days of `zone`, so that one list's pages agree on where it ends.
    """
    if period.started_after:
        return period
    last_day = (period.started_before or now).astimezone(zone).date()
    return Period(
        started_after=datetime.combine(
            last_day - timedelta(days=DEFAULT_DAYS), time(), zone
        ).astimezone(UTC),
        started_before=period.started_before,
        is_default=True,
    )
