import logging
from typing import ClassVar

from django.http import StreamingHttpResponse
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.csv_answer import csv_answer
from callcrm.api.validation import refuse_unknown_parameters
from calls.filters import CallFilter, filtered_calls
from calls.models import CallLog
from calls.services.export_calls import export_calls

logger = logging.getLogger(__name__)


class CallExportViewSet(GenericViewSet[CallLog]):
    """The list of calls, as a file."""

    queryset = CallLog.objects.none()
    filterset_class = CallFilter
    filter_backends = (DjangoFilterBackend,)
    needs: ClassVar[dict[str, Need]] = {"list": Need(Scope.CALLS_READ, "calls.view_calllog")}

    @extend_schema(
        operation_id="export_calls",
        responses={(200, "text/csv"): str},
        filters=True,
    )
    def list(self, request: Request) -> StreamingHttpResponse:
        """All that the same filters list, oldest first, as CSV that is safe in a spreadsheet.

        Times are UTC. The 92 days that a list covers unless told otherwise hold here as well.
        """
        refuse_unknown_parameters(request, CallFilter.base_filters)
        calls = filtered_calls(request, CallLog.objects.visible_to(caller(request))).calls
        logger.info("calls exported", extra={"user_id": str(caller(request).pk)})
        return csv_answer(export_calls(calls=calls), name=f"calls-{timezone.now():%Y-%m-%d}.csv")
