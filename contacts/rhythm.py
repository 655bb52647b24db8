"""At which hours somebody usually calls."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from accounts.models import User
from contacts.models import Contact

# Fewer show a habit that isn't one.
MIN_CALLS = 10
# Habits change, and a switchboard has called for years.
NEWEST = 1_000


def rhythm_of(contact: Contact, *, viewer: User | None) -> dict[str, Any]:
    """`hours`: the contact's own calls by ISO weekday and hour of the viewer's zone, or null for
    fewer than ten. One query, of the newest thousand calls that the viewer may see."""
    zone = ZoneInfo(viewer.time_zone if viewer else "UTC")
    calls = contact.calls.visible_to(viewer) if viewer else contact.calls.none()
    newest = calls.filter(direction="inbound").order_by("-started_at", "-id")[:NEWEST]
    hours = (
        contact.calls.model.objects.filter(pk__in=newest.values("pk"))
        .order_by()
        .values(
            weekday=ExtractIsoWeekDay("started_at", tzinfo=zone),
            hour=ExtractHour("started_at", tzinfo=zone),
        )
        .annotate(calls=Count("pk"))
        .order_by("weekday", "hour")
    )
    counted = list(hours)
    number = sum(row["calls"] for row in counted)
    return {"calls": number, "hours": counted if number >= MIN_CALLS else None}
