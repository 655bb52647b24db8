from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from calls.serializers.call_log import CallLogSerializer
from calls.services.review_call import reopen_review, review_call
from calls.views.call_answers import call_answer


class CallReviewViewSet(ViewSet):
    """Whether somebody has looked at a call."""

    needs: ClassVar[dict[str, Need]] = {
        "update": Need(Scope.CALLS_WRITE, "calls.review_call"),
        "destroy": Need(Scope.CALLS_WRITE, "calls.review_call"),
    }

    @extend_schema(operation_id="review_call", request=None, responses=CallLogSerializer)
    def update(self, request: Request, call_id: UUID) -> Response:
        """You have reviewed the call. Repeating changes nothing: the first reviewer stands."""
        review_call(call_id=call_id, by=caller(request))
        return call_answer(request, call_id)

    @extend_schema(operation_id="reopen_call_review", responses={200: CallLogSerializer})
    def destroy(self, request: Request, call_id: UUID) -> Response:
        """The call is to be reviewed again."""
        reopen_review(call_id=call_id, by=caller(request))
        return call_answer(request, call_id)
