from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.schema import problems
from callcrm.api.validation import validated
from calls.serializers.call_changes import CallContactLinkSerializer
from calls.serializers.call_log import CallLogSerializer
from calls.services.create_contact_of_call import create_contact_of_call
from calls.services.dismiss_attention import dismiss_attention
from calls.services.link_call import link_call
from calls.services.undo_decision import undo_decision
from calls.views.call_answers import call_answer, visible_call
from contacts.serializers.contact_write import ContactWriteSerializer, sent_contact


class CallContactViewSet(ViewSet):
    """Whose call it is."""

    needs: ClassVar[dict[str, Need]] = {
        "update": Need(Scope.CALLS_WRITE, "calls.link_call"),
        "destroy": Need(Scope.CALLS_WRITE, "calls.relink_call"),
        "dismiss": Need(Scope.CALLS_WRITE, "calls.link_call"),
        # Whoever links may make contacts: every role that has the one right has the other.
        "create": Need(Scope.CALLS_WRITE, "calls.link_call"),
        "undo": Need(Scope.CALLS_WRITE, "calls.link_call"),
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

    @extend_schema(
        operation_id="create_contact_of_call",
        request=ContactWriteSerializer,
        responses={201: CallLogSerializer, **problems("conflict", "duplicate_phone")},
    )
    def create(self, request: Request, call_id: UUID) -> Response:
        """Makes a contact and links the call to it, in one step.

        Without `phone_number` or `phone_numbers` the contact gets the call's number.
        """
        visible_call(request, call_id)
        sent = sent_contact(validated(ContactWriteSerializer(data=request.data)))
        create_contact_of_call(
            call_id=call_id,
            by=caller(request),
            values=sent.changes,
            numbers=[sent.primary] if sent.primary else sent.numbers,
            region=sent.region,
        )
        answer = call_answer(request, call_id)
        answer.status_code = status.HTTP_201_CREATED
        return answer

    @extend_schema(
        operation_id="undo_call_decision",
        request=None,
        responses={200: CallLogSerializer, **problems("conflict")},
    )
    def undo(self, request: Request, call_id: UUID) -> Response:
        """Takes back your last link, unlink, dismissal or new contact of this call, for a day."""
        undo_decision(call_id=call_id, by=caller(request))
        return call_answer(request, call_id)
