from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.exceptions import InvalidField
from callcrm.api.schema import problems
from callcrm.api.validation import refuse_unknown_parameters
from calls.playback import EXTENSIONS, UNKNOWN_TYPE, announce
from calls.services.named_objects import original_of
from calls.services.open_recording import refuse_without_bytes
from calls.views.audio_answer import audible_call, audio_answer

CONTENT_TYPES = (UNKNOWN_TYPE, *EXTENSIONS)


class RecordingViewSet(ViewSet):
    """The audio of a call."""

    needs: ClassVar[dict[str, Need]] = {
        "retrieve": Need(Scope.CALLS_READ, "calls.view_calllog"),
    }

    @extend_schema(
        operation_id="retrieve_recording",
        parameters=[
            OpenApiParameter(
                "download",
                {"type": "string", "enum": ["", "true"]},
                allow_blank=True,
                description="Answer with a file to be saved.",
            ),
            OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="One range."),
        ],
        responses={
            **{(200, kind): OpenApiTypes.BINARY for kind in CONTENT_TYPES},
            **{(206, kind): OpenApiTypes.BINARY for kind in CONTENT_TYPES},
            304: None,
            **problems("may_not_listen", "recording_absent", "recording_erased"),
            **problems("range_not_satisfiable", "store_unavailable"),
        },
    )
    def retrieve(self, request: Request, call_id: UUID) -> HttpResponseBase:
        """The bytes as the phone sent them, whole or one range.

        A `ready` recording has its own type; before that, and if it was quarantined or failed, it
        is a file to be saved. That you listened is kept, once in 30 minutes.
        """
        wants_download = read_download(request)
        call = audible_call(request, call_id)
        recording = refuse_without_bytes(getattr(call, "recording", None))
        zone = ZoneInfo(caller(request).time_zone)
        announced = announce(call, recording, zone=zone, wants_download=wants_download)
        return audio_answer(request, recording, original_of(recording), announced)


def read_download(request: Request) -> bool:
    refuse_unknown_parameters(request, ["download"])
    value = request.query_params.get("download")
    if value not in (None, "", "true"):
        raise InvalidField("`download` has no value, or true.", field="download")
    return value is not None
