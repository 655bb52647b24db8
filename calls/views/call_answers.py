"""What the views of a call have in common: finding it, and answering with it."""

from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.authentication import caller
from calls.models import CallLog
from calls.serializers.call_log import CallLogSerializer


def visible_call(request: Request, call_id: UUID) -> CallLog:
    """With its details. Raises Http404: out of sight looks like nothing there."""
    calls = CallLog.objects.visible_to(request.user).with_details()
    call = calls.with_position_of(caller(request)).filter(pk=call_id).first()
    if call is None:
        raise Http404
    return call


def call_answer(request: Request, call_id: UUID) -> Response:
    """The call as it is now."""
    call = visible_call(request, call_id)
    return Response(CallLogSerializer(call, context={"request": request}).data)
