from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.permissions import Need, Scope
from callcrm.api.validation import refuse_unknown_parameters
from calls.models import Outcome
from calls.serializers.outcome import OutcomeListSerializer, OutcomeSerializer


class OutcomeViewSet(ViewSet):
    """What a call can have meant for the business."""

    needs: ClassVar[dict[str, Need]] = {"list": Need(Scope.CALLS_READ, "calls.view_outcome")}

    @extend_schema(
        operation_id="list_outcomes", tags=["calls"], responses={200: OutcomeListSerializer}
    )
    def list(self, request: Request) -> Response:
        """All of them, in the team's order."""
        refuse_unknown_parameters(request, ())
        return Response({"results": OutcomeSerializer(Outcome.objects.all(), many=True).data})
