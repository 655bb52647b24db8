from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.admin import ChoicesFieldListFilter, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin_base import person_of
from accounts.models import Team
from accounts.roles import Reach
from callcrm.api.exceptions import InvalidField
from calls.choices import FindingCode
from calls.models import CallLog
from calls.periods import DEFAULT_DAYS, Period, bounded, read_bound
from calls.querysets import CallLogQuerySet
from contacts.admin_filters import OneRowFilter, PersonFilter, TypedFilter

if TYPE_CHECKING:
    Rows = QuerySet[Any]

# What a list's address holds beside its filters: page, all, order, error, and a search.
NO_FILTERS = frozenset({"p", "all", "o", "e", "_popup", "_to_field"})


class PeriodFilter(TypedFilter):
    """Whole days of the reader's time zone, both included."""

    title = "date"
    inputs: ClassVar = {"since": ("From", "date"), "until": ("Until", "date")}
    field: ClassVar[str] = "created_at"

    def queryset(self, request: HttpRequest, queryset: "Rows") -> "Rows":
        try:
            period = self.period(request)
        except InvalidField as error:
            messages.error(request, error.detail)
            return queryset.none()
        bounds = {
            f"{self.field}__gte": period.started_after,
            f"{self.field}__lt": period.started_before,
        }
        return queryset.filter(**{name: at for name, at in bounds.items() if at})

    def period(self, request: HttpRequest) -> Period:
        """Raises InvalidField."""
        zone = ZoneInfo(person_of(request).time_zone)
        return Period(
            started_after=self.side("since", zone=zone, is_end=False),
            started_before=self.side("until", zone=zone, is_end=True),
        )

    def side(self, name: str, *, zone: ZoneInfo, is_end: bool) -> datetime | None:
        text = self.typed(name)
        return read_bound(text, field=name, zone=zone, is_end=is_end) if text else None


class StartedFilter(PeriodFilter):
    """As in the API's list: filters that fit too many calls look back 92 days unless told."""

    field = "started_at"
    selective = frozenset({"contact", "agent", "q", "hidden"})
    is_default = False

    def period(self, request: HttpRequest) -> Period:
        period = super().period(request)
        narrowed = {name for name, text in request.GET.items() if str(text).strip()} - NO_FILTERS
        narrowed -= self.inputs.keys()
        if narrowed and not narrowed & self.selective:
            zone = ZoneInfo(person_of(request).time_zone)
            period = bounded(period, zone=zone, now=timezone.now())
            self.is_default = period.is_default
        return period

    def said(self) -> str:
        if not self.is_default:
            return ""
        return f"Showing {DEFAULT_DAYS} days; for earlier calls, write from when."


class AgentFilter(PersonFilter):
    title = "agent"
    field = "agent"
    inputs: ClassVar = {"agent": ("Username or name", "text")}


class ListenerFilter(PersonFilter):
    title = "listener"
    field = "listener"
    inputs: ClassVar = {"listener": ("Username or name", "text")}


class TeamFilter(SimpleListFilter):
    """The teams whose calls the reader sees."""

    title = "team"
    parameter_name = "team"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        person = person_of(request)
        teams = Team.objects.all() if person.reach == Reach.ALL else person.teams.all()
        return [(str(pk), name) for pk, name in teams.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: "Rows") -> "Rows":
        if self.value() is None:
            return queryset
        if self.value() not in dict(self.lookup_choices):
            return queryset.none()
        return queryset.filter(team=self.value())


class ResultFilter(ChoicesFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "call result"


class ReviewedFilter(SimpleListFilter):
    title = "review"
    parameter_name = "reviewed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("yes", "Reviewed"), ("no", "Not reviewed")]

    def queryset(self, request: HttpRequest, queryset: "Rows") -> "Rows":
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(reviewed_at__isnull=self.value() == "no")


class FindingFilter(SimpleListFilter):
    title = "finding"
    parameter_name = "finding"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("any", "Any"), *FindingCode.choices]

    def queryset(self, request: HttpRequest, queryset: "Rows") -> "Rows":
        if self.value() not in dict(self.lookup_choices):
            return queryset
        assert isinstance(queryset, CallLogQuerySet)
        return queryset.with_finding(None if self.value() == "any" else self.value())


class OfCallFilter(OneRowFilter):
    title = "call"
    parameter_name = "call"
    field = "call"

    def row(self, request: HttpRequest, pk: UUID) -> CallLog | None:
        return CallLog.objects.visible_to(person_of(request)).filter(pk=pk).first()


class OfRecordedCallFilter(OfCallFilter):
    field = "recording__call"
