from typing import ClassVar
from uuid import UUID

from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.schema import problems
from callcrm.api.validation import refuse_unknown_parameters, validated
from calls.choices import TranscriptStatus
from calls.models import CallLog, Listen
from calls.serializers.call_log import may_listen
from calls.serializers.transcript import TranscriptEditSerializer, TranscriptSerializer
from calls.services.edit_transcript import edit_transcript
from calls.services.read_transcript import read_transcript, version_of
from calls.services.record_listen import record_listen
from calls.views.audio_answer import MayNotListen, audible_call

PROBLEMS = problems(
    *("may_not_listen", "recording_absent", "transcript_absent", "recording_erased")
)


class TranscriptViewSet(ViewSet):
    """What was said in a call, for those who may listen to it."""

    needs: ClassVar[dict[str, Need]] = {
        "retrieve": Need(Scope.CALLS_READ, "calls.view_calllog"),
        "partial_update": Need(Scope.CALLS_WRITE, "calls.annotate_call"),
    }

    @extend_schema(
        operation_id="retrieve_transcript", responses={200: TranscriptSerializer, **PROBLEMS}
    )
    def retrieve(self, request: Request, call_id: UUID) -> Response:
        """With its segments in the order in which they were said.

        That you read it is kept as a listen, once in 30 minutes. 404 `transcript_not_configured`:
        no server is set up that transcribes.
        """
        refuse_unknown_parameters(request, [])
        return transcript_answer(request, readable_call(request, call_id))

    @extend_schema(
        operation_id="edit_transcript",
        request=TranscriptEditSerializer,
        parameters=[
            OpenApiParameter(
                "If-Match",
                str,
                OpenApiParameter.HEADER,
                description="The ETag that you read: an edit of another version is refused.",
            )
        ],
        responses={200: TranscriptSerializer, **PROBLEMS, **problems("version_mismatch")},
    )
    def partial_update(self, request: Request, call_id: UUID) -> Response:
        """Correct segments; what the recognizer wrote is kept beside. Times and sides stay."""
        call = readable_call(request, call_id)
        sent = validated(TranscriptEditSerializer(data=request.data))
        edit_transcript(
            call_id=call_id,
            by=caller(request),
            texts=sent["segments"],
            versions=seen_versions(request),
        )
        return transcript_answer(request, call)


def readable_call(request: Request, call_id: UUID) -> CallLog:
    """Raises Http404 and MayNotListen, also for a token that may write but not read."""
    call = audible_call(request, call_id)
    if not may_listen(request):
        raise MayNotListen("Reading a transcript needs a token with the scope calls:read.")
    return call


def transcript_answer(request: Request, call: CallLog) -> Response:
    transcript = read_transcript(call=call)
    if transcript.status == TranscriptStatus.READY and request.method != "HEAD":
        record_listen(
            recording=call.recording, listener=caller(request), kind=Listen.Kind.TRANSCRIPT
        )
    headers = {"ETag": f'"{version_of(transcript)}"', "Cache-Control": "private, no-store"}
    return Response(TranscriptSerializer(transcript).data, headers=headers)


def seen_versions(request: Request) -> frozenset[str] | None:
    """The versions that the caller has seen; None if any will do."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    return frozenset(tag.removeprefix("W/").strip('"') for tag in parse_etags(header))
