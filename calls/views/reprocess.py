from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.permissions import Need, Scope
from callcrm.api.schema import problems
from callcrm.api.validation import refuse_unknown_parameters
from calls.serializers.call_log import CallLogSerializer
from calls.services.reprocess_recording import reprocess_recording
from calls.views.call_answers import call_answer, visible_call


class ReprocessViewSet(ViewSet):
    """Having a recording looked at again."""

    needs: ClassVar[dict[str, Need]] = {
        "create": Need(Scope.CALLS_WRITE, "calls.reprocess_recording"),
    }

    @extend_schema(
        operation_id="reprocess_recording",
        request=None,
        responses={202: CallLogSerializer, **problems("conflict")},
    )
    def create(self, request: Request, call_id: UUID) -> Response:
        """The worker does it within moments. A `ready` recording stays so and plays meanwhile."""
        refuse_unknown_parameters(request, [])
        call = visible_call(request, call_id)
        reprocess_recording(recording=getattr(call, "recording", None))
        answer = call_answer(request, call_id)
        answer.status_code = status.HTTP_202_ACCEPTED
        return answer
