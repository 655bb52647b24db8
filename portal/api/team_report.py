from datetime import date, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from accounts.serializers.person import PersonSerializer
from callcrm.api.csv_answer import csv_answer
from callcrm.api.exceptions import InvalidField
from callcrm.api.filtering import refuse_unusable_filters
from callcrm.api.validation import refuse_unknown_parameters
from calls.filters import CallFilter
from calls.models import CallLog
from calls.periods import YEARS
from calls.querysets import CallLogQuerySet
from portal.api.people import person_of
from portal.team_report import COLUMNS, ReportPeriod, as_csv, list_query, team_report

USUAL_DAYS = 30
MAX_DAYS = 366
FILTERS = ("team", "agent")


class ReportFiguresSerializer(serializers.Serializer[Any]):
    calls = serializers.IntegerField()
    answered = serializers.IntegerField()
    not_answered = serializers.IntegerField()
    talk_seconds = serializers.IntegerField(help_text="Of answered calls.")
    unique_contacts = serializers.IntegerField()
    new_leads = serializers.IntegerField(help_text="Contacts made from a call in the period.")
    unreviewed = serializers.IntegerField()
    without_recording = serializers.IntegerField(help_text="Of answered calls.")
    query = serializers.CharField(help_text="The filter of these calls, for /v1/calls.")


class ReportRowSerializer(ReportFiguresSerializer):
    agent = PersonSerializer()


# `from` is a word of Python's: the field is added by name.
class TeamReportSerializer(serializers.Serializer[Any]):
    to = serializers.DateField(help_text="The last day, included.")
    time_zone = serializers.CharField(help_text="Yours: whose days were counted.")
    rows = ReportRowSerializer(many=True, help_text="Agents with calls, most calls first.")
    totals = ReportFiguresSerializer(help_text="A contact of two agents counts once.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": serializers.DateField(help_text="The first day."), **super().get_fields()}


class TeamReportView(APIView):
    needs: ClassVar[dict[str, Need]] = {"get": Need(Scope.CALLS_READ, "calls.view_report")}

    @extend_schema(
        operation_id="retrieve_team_report",
        tags=["calls"],
        parameters=[
            OpenApiParameter(
                "from", {"type": "string", "format": "date"}, description="29 days back by default."
            ),
            OpenApiParameter(
                "to",
                {"type": "string", "format": "date"},
                description="Included; today by default.",
            ),
            OpenApiParameter("team", str, description="A team's id or name."),
            OpenApiParameter("agent", str, description="A person's id or username, or `me`."),
            OpenApiParameter("format", enum=["json", "csv"], description="Or `Accept: text/csv`."),
        ],
        responses={200: TeamReportSerializer, (200, "text/csv"): str},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """The figures of each agent, of the calls that you may see, in whole days of your zone."""
        refuse_unknown_parameters(request, ("from", "to", "format", *FILTERS))
        is_csv = wants_csv(request)
        period = chosen_period(request)
        report = team_report(chosen_calls(request), period)
        if is_csv:
            return csv_answer(as_csv(report), name=f"team-{period.first}-{period.last}.csv")
        return Response(as_json(report, period, request=request))


def wants_csv(request: Request) -> bool:
    chosen = request.query_params.get("format")
    if chosen not in (None, "json", "csv"):
        raise InvalidField("Use one of: json, csv.", field="format")
    return chosen == "csv" or (chosen is None and "text/csv" in request.headers.get("Accept", ""))


def chosen_period(request: Request) -> ReportPeriod:
    zone = ZoneInfo(caller(request).time_zone)
    last = read_day(request, "to") or timezone.now().astimezone(zone).date()
    first = read_day(request, "from") or last - timedelta(days=USUAL_DAYS - 1)
    if first > last:
        raise InvalidField("`from` is after `to`.", field="from")
    if (last - first).days >= MAX_DAYS:
        raise InvalidField(f"Ask for {MAX_DAYS} days at most.", field="from")
    return ReportPeriod(first, last, zone)


def read_day(request: Request, field: str) -> date | None:
    text = request.query_params.get(field)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise InvalidField(f"`{field}` is a date such as 2026-11-20.", field=field)
    return day


def chosen_calls(request: Request) -> CallLogQuerySet:
    """By team and agent, read as /v1/calls reads them."""
    given = QueryDict(mutable=True)
    given.update(
        {name: request.query_params[name] for name in FILTERS if name in request.query_params}
    )
    calls = CallLog.objects.visible_to(caller(request))
    filters = CallFilter(given, queryset=calls, request=request)
    refuse_unusable_filters(filters)
    chosen = calls
    for name, value in filters.form.cleaned_data.items():
        if value not in (None, ""):
            chosen = filters.filters[name].filter(chosen, value)
    return chosen


def as_json(report: dict[str, Any], period: ReportPeriod, *, request: Request) -> dict[str, Any]:
    given = {name: request.query_params[name] for name in FILTERS if name in request.query_params}

    def figures(row: dict[str, Any]) -> dict[str, Any]:
        return {column: row[column] for column in COLUMNS}

    rows = [
        {
            "agent": person_of(row),
            **figures(row),
            "query": list_query(period, **{**given, "agent": row["agent__username"]}),
        }
        for row in report["rows"]
    ]
    return {
        "from": period.first,
        "to": period.last,
        "time_zone": period.zone.key,
        "rows": rows,
        "totals": {**figures(report["totals"]), "query": list_query(period, **given)},
    }
