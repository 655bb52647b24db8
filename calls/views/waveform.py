from typing import ClassVar
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.permissions import Need, Scope
from callcrm.api.schema import problems
from callcrm.api.validation import refuse_unknown_parameters
from calls.serializers.waveform import WaveformSerializer
from calls.services.find_waveform import find_waveform
from calls.views.audio_answer import audible_call, is_known_to_caller, not_modified

# Kept by the browser that asked, and checked each time: the right to listen may end.
CACHING = "private, no-cache"


class WaveformViewSet(ViewSet):
    """The shape of a call's recording."""

    needs: ClassVar[dict[str, Need]] = {
        "retrieve": Need(Scope.CALLS_READ, "calls.view_calllog"),
    }

    @extend_schema(
        operation_id="retrieve_waveform",
        responses={
            200: WaveformSerializer,
            304: None,
            **problems("may_not_listen", "waveform_absent", "recording_erased"),
        },
    )
    def retrieve(self, request: Request, call_id: UUID) -> HttpResponseBase:
        """Min/max peaks of each channel at two zoom levels. Leaves no listen: nothing is heard."""
        refuse_unknown_parameters(request, [])
        recording = getattr(audible_call(request, call_id), "recording", None)
        waveform = find_waveform(recording=recording)
        etag = f'"{waveform.tag}"'
        if is_known_to_caller(request, etag):
            return not_modified(etag)
        headers = {"ETag": etag, "Cache-Control": CACHING}
        return Response(WaveformSerializer(waveform).data, headers=headers)
