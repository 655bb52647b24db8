from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Need, Scope
from callcrm.api.validation import refuse_unknown_parameters
from contacts.models import ContactStatus
from contacts.serializers.pages import ContactStatusListSerializer
from contacts.serializers.status import ContactStatusSerializer


class StatusesView(APIView):
    needs: ClassVar[dict[str, Need]] = {
        "get": Need(Scope.CONTACTS_READ, "contacts.view_contactstatus")
    }

    @extend_schema(
        operation_id="list_statuses",
        tags=["contacts"],
        summary="All statuses, in the team's order: a short list without pages",
        responses=ContactStatusListSerializer,
    )
    def get(self, request: Request) -> Response:
        refuse_unknown_parameters(request, ())
        statuses = ContactStatusSerializer(ContactStatus.objects.all(), many=True)
        return Response({"results": statuses.data})
