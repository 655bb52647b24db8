from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.validation import refuse_unknown_parameters, validated
from calls.serializers.explained_number import (
    ExplainedNumberSerializer,
    NumberToExplainSerializer,
)
from calls.services.explain_number import explain_number


class ExplainNumberView(APIView):
    """Here and not with the contacts: own and private numbers are the calls' business."""

    # It only reads; POST keeps the number out of addresses and their logs.
    needs: ClassVar[dict[str, Need]] = {
        "post": Need(Scope.CONTACTS_READ, "contacts.view_contact"),
    }

    @extend_schema(
        operation_id="explain_phone_number",
        tags=["contacts"],
        request=NumberToExplainSerializer,
        responses=ExplainedNumberSerializer,
    )
    def post(self, request: Request) -> Response:
        """How a number is read, step by step, and whose it is. Nothing is written."""
        refuse_unknown_parameters(request, ())
        sent = validated(NumberToExplainSerializer(data=request.data))
        viewer = caller(request)
        explained = explain_number(
            text=sent["phone_number"],
            regions=[sent["region"] or None, viewer.phone_region],
            is_hurried=True,
        )
        return Response(ExplainedNumberSerializer(explained, context={"viewer": viewer}).data)
