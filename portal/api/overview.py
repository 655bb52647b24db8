from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.exceptions import InvalidField
from callcrm.api.validation import refuse_unknown_parameters
from calls.choices import RecordingStatus
from calls.serializers.call_log import calls_as_json
from contacts.serializers.contact import contacts_as_json
from portal.api.overview_serializers import OverviewSerializer, TroubleSerializer
from portal.api.people import person_of
from portal.overview import overview

DAYS = ("1", "7", "30")
NEXT_STEPS: dict[str, str] = {
    RecordingStatus.QUARANTINED: "somebody_decides",
    RecordingStatus.FAILED: "process_again",
    RecordingStatus.EXPECTED: "waits_for_phone",
}


class OverviewView(APIView):
    needs: ClassVar[dict[str, Need]] = {"get": Need(Scope.CALLS_READ, "calls.view_calllog")}

    @extend_schema(
        operation_id="retrieve_overview",
        tags=["calls"],
        parameters=[
            OpenApiParameter("days", enum=DAYS, default="1", description="1 is today alone.")
        ],
        responses=OverviewSerializer,
    )
    def get(self, request: Request) -> Response:
        """Your day so far, of the calls that you may see: figures, charts, and what waits."""
        refuse_unknown_parameters(request, ("days",))
        days = request.query_params.get("days", "1")
        if days not in DAYS:
            raise InvalidField(f"Use one of: {', '.join(DAYS)}.", field="days")
        found = overview(caller(request), days=int(days), now=timezone.now())
        return Response(in_words(found, request=request))


def in_words(found: dict[str, Any], *, request: Request) -> dict[str, Any]:
    """As `OverviewSerializer` describes it."""
    period = found.pop("agents_query")
    agents = [
        {
            "agent": person_of(row),
            **{name: row[name] for name in ("calls", "answered", "not_answered")},
            "query": urlencode({**period, "agent": row["agent__username"]}),
        }
        for row in found["calls_per_agent"]
    ]
    days = [
        {name: row[name] for name in ("day", "calls", "answered", "not_answered")}
        for row in found["calls_per_day"]
    ]
    return {
        **found,
        "calls_per_day": days,
        "calls_per_agent": agents,
        "follow_ups": contacts_as_json(found["follow_ups"], viewer=caller(request)),
        "recordings_in_trouble": troubles(found["recordings_in_trouble"], request=request),
    }


def troubles(ids: list[UUID], *, request: Request) -> list[dict[str, Any]]:
    calls = calls_as_json(ids, request=request)
    steps = dict(TroubleSerializer.STEPS)
    return [
        {
            "call": calls[pk],
            "next_step": (step := NEXT_STEPS[calls[pk]["recording"]["status"]]),
            "next_step_text": steps[step],
        }
        for pk in ids
    ]
