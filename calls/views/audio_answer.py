"""Sending a call's audio: who may hear it, which bytes, under which headers."""

from contextlib import ExitStack
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags
from rest_framework import status
from rest_framework.request import Request

from accounts.authentication import caller
from callcrm.api.exceptions import DomainError
from callcrm.api.problems import problem_response
from calls.byte_range import ByteRange, RangeNotSatisfiable, read_range
from calls.models import CallLog, Listen, Recording
from calls.playback import SAFETY_HEADERS, Announcement
from calls.serializers.call_log import MAY_LISTEN_PERMISSION
from calls.services.named_objects import NamedObject
from calls.services.open_recording import faults_in_words, open_object
from calls.services.record_listen import record_listen
from calls.views.call_answers import visible_call
from calls.views.file_slice import FileSlice
from calls.views.nginx_answer import LINK, nginx_answer


class MayNotListen(DomainError):
    """Somebody who may know of a call, but not hear it."""

    code = "may_not_listen"


def audible_call(request: Request, call_id: UUID) -> CallLog:
    """Raises Http404, and MayNotListen for a call in sight that the caller may not hear."""
    call = visible_call(request, call_id)
    if not caller(request).has_perm(MAY_LISTEN_PERMISSION):
        raise MayNotListen("You may see this call, but your role may not listen to it.")
    return call


def audio_answer(
    request: Request, recording: Recording, named: NamedObject, announced: Announcement
) -> HttpResponseBase:
    """The object's bytes, whole or the range that was asked for; keeps the listen before them.

    Raises RecordingLost and RecordingOutOfReach.
    """
    response = answer_without_safety(request, recording, named, announced)
    for name, value in SAFETY_HEADERS.items():
        response.headers[name] = value
    return response


def answer_without_safety(
    request: Request, recording: Recording, named: NamedObject, announced: Announcement
) -> HttpResponseBase:
    size_bytes, etag = named.size_bytes, f'"{named.sha256}"'
    if is_known_to_caller(request, etag):
        return not_modified(etag)
    try:
        part = asked_part(request, etag, size_bytes=size_bytes)
    except RangeNotSatisfiable:
        return range_refusal(request, size_bytes=size_bytes)
    response = bytes_answer(request, recording, named, announced, part)
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
    request: Request,
    recording: Recording,
    named: NamedObject,
    announced: Announcement,
    part: ByteRange | None,
) -> HttpResponseBase:
    """Begun before the listen is kept, so that nobody heard what the store couldn't give."""
    with ExitStack() as on_failure:
        file = open_object(recording=recording, named=named)
        on_failure.callback(file.close)
        if request.method == "HEAD":
            return HttpResponse(content_type=announced.content_type)
        audio = FileSlice(file, part or ByteRange(0, file.size - 1))
        if not settings.IS_NGINX_SENDING_RECORDINGS:
            with faults_in_words(recording, named):
                audio.begin()
        kind = Listen.Kind.DOWNLOAD if announced.is_attachment else Listen.Kind.PLAY
        record_listen(recording=recording, listener=caller(request), kind=kind)
        if settings.IS_NGINX_SENDING_RECORDINGS:
            return nginx_answer(named.key, announced, part)
        on_failure.pop_all()
    return StreamingHttpResponse(audio, content_type=announced.content_type)
