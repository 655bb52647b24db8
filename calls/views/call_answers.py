"""What the views of a call have in common: finding it, and answering with it."""

from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from calls.models import CallLog
from calls.serializers.call_log import calls_as_json


def visible_call(request: Request, call_id: UUID) -> CallLog:
    """With its recording. Raises Http404: out of sight looks like nothing there."""
    calls = CallLog.objects.visible_to(request.user).select_related("recording")
    call = calls.filter(pk=call_id).first()
    if call is None:
        raise Http404
    return call


def call_answer(request: Request, call_id: UUID) -> Response:
    """The call as it is now."""
    if not CallLog.objects.visible_to(request.user).filter(pk=call_id).exists():
        raise Http404
    return Response(calls_as_json([call_id], request=request)[call_id])
