from contextlib import ExitStack
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.exceptions import DomainError, InvalidField
from callcrm.api.problems import problem_response
from callcrm.api.schema import problems
from callcrm.api.validation import refuse_unknown_parameters
from calls.byte_range import ByteRange, RangeNotSatisfiable, read_range
from calls.models import Listen, Recording
from calls.playback import EXTENSIONS, SAFETY_HEADERS, UNKNOWN_TYPE, Announcement, announce
from calls.serializers.call_log import MAY_LISTEN_PERMISSION
from calls.services.open_recording import open_recording, refuse_without_bytes
from calls.services.record_listen import record_listen
from calls.views.call_answers import visible_call
from calls.views.file_slice import FileSlice
from calls.views.nginx_answer import LINK, nginx_answer

CONTENT_TYPES = (UNKNOWN_TYPE, *EXTENSIONS)


class MayNotListen(DomainError):
    """Somebody who may know of a call, but not hear it."""

    code = "may_not_listen"


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
        call = visible_call(request, call_id)
        if not caller(request).has_perm(MAY_LISTEN_PERMISSION):
            raise MayNotListen("You may see this call, but your role may not listen to it.")
        recording = refuse_without_bytes(getattr(call, "recording", None))
        zone = ZoneInfo(caller(request).time_zone)
        announced = announce(call, recording, zone=zone, wants_download=wants_download)
        response = recording_answer(request, recording, announced)
        for name, value in SAFETY_HEADERS.items():
            response.headers[name] = value
        return response


def read_download(request: Request) -> bool:
    refuse_unknown_parameters(request, ["download"])
    value = request.query_params.get("download")
    if value not in (None, "", "true"):
        raise InvalidField("`download` has no value, or true.", field="download")
    return value is not None


def recording_answer(
    request: Request, recording: Recording, announced: Announcement
) -> HttpResponseBase:
    size_bytes, etag = recording.size_bytes or 0, f'"{recording.sha256}"'
    if is_known_to_caller(request, etag):
        return not_modified(etag)
    try:
        part = asked_part(request, etag, size_bytes=size_bytes)
    except RangeNotSatisfiable:
        return range_refusal(request, size_bytes=size_bytes)
    response = bytes_answer(request, recording, announced, part)
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = announced.disposition
    if LINK in response.headers:
        return response
    response.headers["Content-Length"] = str(part.length if part else size_bytes)
    if part:
        response.status_code = status.HTTP_206_PARTIAL_CONTENT
        response.headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size_bytes}"
    return response


def is_known_to_caller(request: Request, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return any(each == "*" or each.removeprefix("W/") == etag for each in known)


def not_modified(etag: str) -> HttpResponse:
    response = HttpResponse(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": etag})
    del response.headers["Content-Type"]
    return response


def asked_part(request: Request, etag: str, *, size_bytes: int) -> ByteRange | None:
    """None: the whole. A range of another version (If-Range) would be spliced into that one."""
    is_of_another = request.headers.get("If-Range", etag) != etag
    if request.method == "HEAD" or is_of_another:
        return None
    return read_range(request.headers.get("Range"), size_bytes=size_bytes)


def range_refusal(request: Request, *, size_bytes: int) -> HttpResponse:
    response = problem_response(
        request._request,  # noqa: SLF001  # DRF keeps Django's own request there
        code="range_not_satisfiable",
        detail=f"The recording has {size_bytes} bytes; the range begins behind them.",
    )
    response.headers["Content-Range"] = f"bytes */{size_bytes}"
    return response


def bytes_answer(
    request: Request, recording: Recording, announced: Announcement, part: ByteRange | None
) -> HttpResponseBase:
    """Opened before the listen is kept, so that nobody heard what the store couldn't give."""
    with ExitStack() as on_failure:
        file = open_recording(recording=recording)
        on_failure.callback(file.close)
        if request.method == "HEAD":
            return HttpResponse(content_type=announced.content_type)
        kind = Listen.Kind.DOWNLOAD if announced.is_attachment else Listen.Kind.PLAY
        record_listen(recording=recording, listener=caller(request), kind=kind)
        if settings.IS_NGINX_SENDING_RECORDINGS:
            return nginx_answer(recording, announced, part)
        on_failure.pop_all()
    extent = part or ByteRange(0, file.size - 1)
    return StreamingHttpResponse(FileSlice(file, extent), content_type=announced.content_type)
