from datetime import timedelta
from typing import ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.validation import refuse_unknown_parameters
from calls.models import CallLog
from calls.serializers.recording_report import (
    RecordingReportSerializer,
    ReportParametersSerializer,
)
from calls.services.report_unusable_recordings import report_unusable_recordings


class RecordingReportView(APIView):
    """Which phones record badly."""

    needs: ClassVar[dict[str, Need]] = {
        "get": Need(Scope.CALLS_READ, "calls.view_report"),
    }

    @extend_schema(
        operation_id="report_recordings",
        tags=["calls"],
        parameters=[ReportParametersSerializer],
        responses=RecordingReportSerializer,
    )
    def get(self, request: Request) -> Response:
        """Of the calls that you see, by phone, the one with the most unusable recordings first."""
        refuse_unknown_parameters(request, ReportParametersSerializer().fields)
        asked = ReportParametersSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        days = asked.validated_data["days"]
        found = report_unusable_recordings(
            calls=CallLog.objects.visible_to(caller(request)),
            since=timezone.now() - timedelta(days=days),
        )
        return Response(RecordingReportSerializer({"days": days, "results": found}).data)
