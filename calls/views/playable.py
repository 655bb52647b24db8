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
from callcrm.api.schema import problems
from callcrm.api.validation import refuse_unknown_parameters
from calls.models import CallLog, Recording
from calls.playback import EXTENSIONS, Announcement, file_name
from calls.services.find_playable import find_playable
from calls.services.open_recording import RecordingLost
from calls.views.audio_answer import audible_call, audio_answer


class PlayableViewSet(ViewSet):
    """The audio of a call as browsers play it."""

    needs: ClassVar[dict[str, Need]] = {
        "retrieve": Need(Scope.CALLS_READ, "calls.view_calllog"),
    }

    @extend_schema(
        operation_id="retrieve_playable_recording",
        parameters=[
            OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="One range."),
        ],
        responses={
            **{(200, kind): OpenApiTypes.BINARY for kind in EXTENSIONS},
            **{(206, kind): OpenApiTypes.BINARY for kind in EXTENSIONS},
            304: None,
            **problems("may_not_listen", "recording_absent", "recording_erased"),
            **problems("recording_not_playable", "recording_not_ready"),
            **problems("range_not_satisfiable", "store_unavailable"),
        },
    )
    def retrieve(self, request: Request, call_id: UUID) -> HttpResponseBase:
        """The original where browsers play it, else a copy in `audio/mp4`; whole or one range.

        One still being processed is played from the original if its first bytes are those of a
        format that every browser knows; else it is 409 `recording_not_ready` for a moment. What was
        quarantined or failed is 409 `recording_not_playable`, with the reason. That you listened is
        kept, once in 30 minutes, together with `/recording`.
        """
        refuse_unknown_parameters(request, [])
        call = audible_call(request, call_id)
        recording: Recording | None = getattr(call, "recording", None)
        try:
            return playable_answer(request, call, recording)
        except RecordingLost:
            # A copy is replaced while it is asked for, and the old one deleted.
            fresh = Recording.objects.filter(call=call).first()
            if not (fresh and recording) or fresh.playable_key == recording.playable_key:
                raise
            return playable_answer(request, call, fresh)


def playable_answer(
    request: Request, call: CallLog, recording: Recording | None
) -> HttpResponseBase:
    found = find_playable(recording=recording)
    assert recording is not None
    announced = Announcement(
        content_type=found.content_type,
        file_name=file_name(call, found.content_type, zone=ZoneInfo(caller(request).time_zone)),
        is_attachment=False,
    )
    return audio_answer(request, recording, found.named, announced)
