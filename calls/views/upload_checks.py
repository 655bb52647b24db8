"""What an upload's headers alone tell: refused here, its body is never read."""

import re
import shutil
from typing import Any

from django.conf import settings
from rest_framework.exceptions import UnsupportedMediaType

from callcrm.api.exceptions import DomainError
from calls.parsers import IncompleteBody, UploadParser, UploadTooLarge
from calls.spooling import InsufficientStorage, disk_errors_told, spool_folder

IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9._:-]{1,128}")
CONTENT_LENGTH = re.compile(r"[0-9]{1,18}")


class LengthRequired(DomainError):
    """WSGI reads a chunked body as an empty one."""

    code = "length_required"


class InvalidIdempotencyKey(DomainError):
    code = "invalid_idempotency_key"


def refuse_by_headers(meta: dict[str, Any]) -> None:
    """Raises `LengthRequired`, `UploadTooLarge`, `InsufficientStorage`, `StoreUnavailable`,
    `UnsupportedMediaType`, `IncompleteBody`."""
    length = meta.get("CONTENT_LENGTH") or ""
    if not CONTENT_LENGTH.fullmatch(length) or meta.get("HTTP_TRANSFER_ENCODING"):
        raise LengthRequired("Send the upload with a Content-Length, not chunked.")
    content_length = int(length)
    # The fields beside the audio have a limit of their own.
    if content_length > settings.MAX_UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise UploadTooLarge(
            f"The body has {content_length} bytes; audio may have {settings.MAX_UPLOAD_BYTES}."
        )
    with disk_errors_told():
        free_bytes = shutil.disk_usage(spool_folder()).free
    if free_bytes - content_length < settings.MIN_FREE_BYTES:
        raise InsufficientStorage
    media_type = meta.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if media_type != UploadParser.media_type:
        raise UnsupportedMediaType(
            media_type, f"Send {UploadParser.media_type}, not {media_type or 'nothing'}."
        )
    if content_length == 0:
        raise IncompleteBody("The body is empty.")


def idempotency_key(meta: dict[str, Any]) -> str:
    """The header's key, or "" if there is no such header. Raises InvalidIdempotencyKey."""
    key: str | None = meta.get("HTTP_IDEMPOTENCY_KEY")
    if key is not None and not IDEMPOTENCY_KEY.fullmatch(key):
        raise InvalidIdempotencyKey(
            "An Idempotency-Key has 1 to 128 letters, digits and . _ : - and nothing else."
        )
    return key or ""
