from collections.abc import Sequence
from typing import ClassVar, cast
from uuid import UUID

from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.conditional import VALIDATORS, unless_known
from callcrm.api.pagination import DEFAULT_LIMIT, MAX_LIMIT, PAGE_PARAMETERS, paginated
from callcrm.api.schema import problems
from callcrm.api.validation import refuse_unknown_parameters, validated
from calls.call_details import details_of
from calls.filters import CallFilter, filtered_calls
from calls.matches import matches_in
from calls.models import CallLog
from calls.serializers.call_changes import CallChangesSerializer
from calls.serializers.call_log import CallLogSerializer, may_listen
from calls.serializers.call_page import CallPageSerializer, PeriodSerializer
from calls.serializers.found_call import found_calls_as_json
from calls.services.change_call import CallChanges, change_call
from calls.services.delete_call import delete_call
from calls.services.restore_call import restore_call
from calls.views.call_answers import call_answer, visible_call

PAGE_PARAMETERS_IN_WORDS = [
    OpenApiParameter("cursor", str, description="From `next` or `previous` of another page."),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        description="Calls or notes on one page.",
    ),
    OpenApiParameter("count", bool, description="Adds `count`, counted up to 1,000."),
]


class CallViewSet(GenericViewSet[CallLog]):
    """Calls that the caller may know of; all others are 404."""

    queryset = CallLog.objects.none()
    serializer_class = CallLogSerializer
    filterset_class = CallFilter
    filter_backends = (DjangoFilterBackend,)
    needs: ClassVar[dict[str, Need]] = {
        "list": Need(Scope.CALLS_READ, "calls.view_calllog"),
        "retrieve": Need(Scope.CALLS_READ, "calls.view_calllog"),
        # Which fields is the service's question.
        "partial_update": Need(Scope.CALLS_WRITE, "calls.view_calllog"),
        "destroy": Need(Scope.CALLS_WRITE, "calls.delete_calllog"),
        "restore": Need(Scope.CALLS_WRITE, "calls.delete_calllog"),
    }

    @extend_schema(
        operation_id="list_calls",
        responses={200: CallPageSerializer, 304: None},
        parameters=[*PAGE_PARAMETERS_IN_WORDS, *VALIDATORS],
        filters=True,
    )
    def list(self, request: Request) -> Response:
        """Newest first. Filters combine.

        A contact, a number, an agent and a search are found wherever they are; any other
        combination covers the last 92 days unless `started_after` says otherwise, and `period`
        tells so. Ask again with `If-None-Match`: 304 while the page is as you have it.
        """
        refuse_unknown_parameters(request, {*CallFilter.base_filters, *PAGE_PARAMETERS})
        calls, period, search = filtered_calls(request, CallLog.objects.visible_to(caller(request)))

        def rendered(rows: Sequence[CallLog]) -> object:
            # A page is found first and filled after: else all calls would be, before the filter.
            details = details_of([row.pk for row in rows], viewer=caller(request))
            found = [details[row.pk] for row in rows]
            matches = matches_in(found, search) if search else {}
            return found_calls_as_json(found, matches, may_listen=may_listen(request))

        page = paginated(request, calls.only("started_at"), rendered, time_field="started_at")
        return unless_known(
            request, {**page, "period": PeriodSerializer(period).data if period else None}
        )

    @extend_schema(operation_id="retrieve_call", responses=CallLogSerializer)
    def retrieve(self, request: Request, call_id: UUID) -> Response:
        return call_answer(request, call_id)

    @extend_schema(
        operation_id="change_call",
        request=CallChangesSerializer,
        responses={200: CallLogSerializer, **problems("conflict")},
    )
    def partial_update(self, request: Request, call_id: UUID) -> Response:
        """Outcome and direction need the right to annotate, the contact the right to link."""
        call = visible_call(request, call_id)
        sent = validated(CallChangesSerializer(call, data=request.data, partial=True))
        change_call(call_id=call_id, by=caller(request), changes=cast("CallChanges", sent))
        return call_answer(request, call_id)

    @extend_schema(operation_id="delete_call", responses={204: None, **problems("conflict")})
    def destroy(self, request: Request, call_id: UUID) -> Response:
        """Hides the call; for 30 days it can be restored."""
        delete_call(call_id=call_id, by=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="restore_call",
        request=None,
        responses={200: CallLogSerializer, **problems("conflict", "call_deleted")},
    )
    def restore(self, request: Request, call_id: UUID) -> Response:
        """Shows a call again that was deleted less than 30 days ago."""
        restore_call(call_id=call_id, by=caller(request))
        return call_answer(request, call_id)
