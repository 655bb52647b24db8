from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.permissions import Need, Scope
from callcrm.api.pagination import PAGE_PARAMETERS, paginated
from callcrm.api.validation import refuse_unknown_parameters
from calls.models import Listen
from calls.serializers.listen import ListenPageSerializer, ListenSerializer
from calls.views.call_answers import visible_call
from calls.views.calls import PAGE_PARAMETERS_IN_WORDS


class ListenViewSet(ViewSet):
    """Who heard, fetched or read a call's recording."""

    needs: ClassVar[dict[str, Need]] = {"list": Need(Scope.CALLS_READ, "calls.view_listen")}

    @extend_schema(
        operation_id="list_call_listens",
        responses=ListenPageSerializer,
        parameters=PAGE_PARAMETERS_IN_WORDS,
    )
    def list(self, request: Request, call_id: UUID) -> Response:
        """Newest first, with how far they have come. Who listens again within 30 minutes is one
        listen."""
        refuse_unknown_parameters(request, PAGE_PARAMETERS)
        listens = Listen.objects.filter(recording__call=visible_call(request, call_id))
        page = paginated(
            request,
            listens.select_related("listener").with_how_far(),
            lambda rows: ListenSerializer(rows, many=True).data,
            time_field="created_at",
        )
        return Response(page)
