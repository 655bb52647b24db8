from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.schema import problems
from callcrm.api.validation import validated
from calls.serializers.call_changes import CallContactLinkSerializer
from calls.serializers.call_log import CallLogSerializer
from calls.services.dismiss_attention import dismiss_attention
from calls.services.link_call import link_call
from calls.views.call_answers import call_answer, visible_call


class CallContactViewSet(ViewSet):
    """Whose call it is."""

    needs: ClassVar[dict[str, Need]] = {
        "update": Need(Scope.CALLS_WRITE, "calls.link_call"),
        "destroy": Need(Scope.CALLS_WRITE, "calls.relink_call"),
        "dismiss": Need(Scope.CALLS_WRITE, "calls.link_call"),
    }

    @extend_schema(
        operation_id="link_call",
        request=CallContactLinkSerializer,
        responses={200: CallLogSerializer, **problems("conflict")},
    )
    def update(self, request: Request, call_id: UUID) -> Response:
        """Links the call to a contact; that its number needed attention is settled by it.

        Moving a call from one contact to another needs the right to relink.
        """
        visible_call(request, call_id)
        sent = validated(CallContactLinkSerializer(data=request.data))
        link_call(call_id=call_id, by=caller(request), contact_id=sent["contact"])
        return call_answer(request, call_id)

    @extend_schema(
        operation_id="unlink_call", responses={200: CallLogSerializer, **problems("conflict")}
    )
    def destroy(self, request: Request, call_id: UUID) -> Response:
        """Unlinks the call from its contact."""
        link_call(call_id=call_id, by=caller(request), contact_id=None)
        return call_answer(request, call_id)

    @extend_schema(operation_id="dismiss_call_attention", request=None, responses=CallLogSerializer)
    def dismiss(self, request: Request, call_id: UUID) -> Response:
        """The call needs no attention, although it has no contact."""
        dismiss_attention(call_id=call_id, by=caller(request))
        return call_answer(request, call_id)
