"""Leaving it to nginx to send the bytes: deploy/nginx/recordings-in-files.conf and -in-s3.conf."""

from django.core.files.storage import storages
from django.http import HttpResponse

from calls.byte_range import ByteRange
from calls.playback import Announcement
from calls.s3_storage import RecordingS3Storage

IN_FILES = "/recordings-in-files/"
IN_S3 = "/recordings-in-s3"
LINK = "X-Accel-Redirect"
RANGE = "X-Recording-Range"


def nginx_answer(key: str, announced: Announcement, part: ByteRange | None) -> HttpResponse:
    """An answer without a body. nginx follows the link, takes these headers off and gives the
    length and the range.
    """
    response = HttpResponse(content_type=announced.content_type)
    store = storages["recordings"]
    if isinstance(store, RecordingS3Storage):
        link = store.internal_link(key, content_type=announced.content_type)
        response.headers[LINK] = IN_S3 + link
        if part:
            response.headers[RANGE] = f"bytes={part.first}-{part.last}"
    else:
        response.headers[LINK] = IN_FILES + key
    return response
