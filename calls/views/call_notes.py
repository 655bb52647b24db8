from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.pagination import PAGE_PARAMETERS, paginated
from callcrm.api.validation import refuse_unknown_parameters, validated
from calls.models import CallNote
from calls.serializers.call_note import CallNoteSerializer
from calls.serializers.call_page import CallNotePageSerializer
from calls.services.add_call_note import add_call_note
from calls.views.call_answers import visible_call
from calls.views.calls import PAGE_PARAMETERS_IN_WORDS


class CallNoteViewSet(ViewSet):
    """What people wrote about one call."""

    needs: ClassVar[dict[str, Need]] = {
        "list": Need(Scope.CALLS_READ, "calls.view_calllog"),
        "create": Need(Scope.CALLS_WRITE, "calls.annotate_call"),
    }

    @extend_schema(
        operation_id="list_call_notes",
        responses=CallNotePageSerializer,
        parameters=PAGE_PARAMETERS_IN_WORDS,
    )
    def list(self, request: Request, call_id: UUID) -> Response:
        """Newest first."""
        refuse_unknown_parameters(request, PAGE_PARAMETERS)
        notes = CallNote.objects.filter(call=visible_call(request, call_id))
        page = paginated(
            request,
            notes.select_related("author"),
            lambda rows: CallNoteSerializer(rows, many=True).data,
            time_field="created_at",
        )
        return Response(page)

    @extend_schema(
        operation_id="add_call_note",
        request=CallNoteSerializer,
        responses={201: CallNoteSerializer},
    )
    def create(self, request: Request, call_id: UUID) -> Response:
        visible_call(request, call_id)
        sent = validated(CallNoteSerializer(data=request.data))
        note = add_call_note(call_id=call_id, author=caller(request), **sent)
        return Response(CallNoteSerializer(note).data, status=status.HTTP_201_CREATED)
