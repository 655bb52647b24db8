from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.validation import validated
from calls.serializers.position import PositionSerializer
from calls.services.keep_position import forget_position, keep_position
from calls.views.call_answers import visible_call

LISTEN = Need(Scope.CALLS_READ, "calls.listen_to_recording")


class CallPositionViewSet(ViewSet):
    """How far you have listened to a call. Who may see listens sees it with yours."""

    needs: ClassVar[dict[str, Need]] = {"update": LISTEN, "destroy": LISTEN}

    @extend_schema(
        operation_id="keep_call_position", request=PositionSerializer, responses={204: None}
    )
    def update(self, request: Request, call_id: UUID) -> Response:
        """The furthest stands, so that going back loses nothing."""
        call = visible_call(request, call_id)
        recording = getattr(call, "recording", None)
        keep_position(
            call_id=call_id,
            listener=caller(request),
            seconds=validated(PositionSerializer(data=request.data))["seconds"],
            recorded_seconds=recording.duration_seconds if recording else None,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="forget_call_position", responses={204: None})
    def destroy(self, request: Request, call_id: UUID) -> Response:
        """The call counts as unheard again."""
        visible_call(request, call_id)
        forget_position(call_id=call_id, listener=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
