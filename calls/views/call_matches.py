from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.validation import refuse_unknown_parameters
from calls.likely_contacts import matches_of
from calls.serializers.match import MatchListSerializer, MatchSerializer
from calls.views.call_answers import visible_call
from contacts.visible_calls import visible_calls


class CallMatchViewSet(ViewSet):
    needs: ClassVar[dict[str, Need]] = {"list": Need(Scope.CALLS_READ, "calls.link_call")}

    @extend_schema(operation_id="list_call_matches", responses=MatchListSerializer)
    def list(self, request: Request, call_id: UUID) -> Response:
        """Whose call it may have been, the best match first: five at most, so without pages."""
        refuse_unknown_parameters(request, ())
        viewer = caller(request)
        matches = matches_of(visible_call(request, call_id), viewer=viewer)
        contacts = [match.contact for match in matches]
        context = {"visible_calls": visible_calls(contacts, viewer=viewer)}
        return Response({"results": MatchSerializer(matches, many=True, context=context).data})
