"""The OpenAPI document and the page that shows it: open to everybody, since they hold no data."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from callcrm.api.schema import PROBLEM_SCHEMA

MEBIBYTE = 1024 * 1024
AUDIO_FORMATS = "AMR, AMR-WB, 3GP, M4A (AAC), ADTS AAC, MP3, Ogg, WebM, WAV, FLAC"
DESCRIPTION = """\
callcrm keeps a team's recorded phone calls and the customers they were made to.

**Phones** upload with a device token; **programs** read and write with a personal token and its
scopes; **people** use the session of their browser.

- An upload may have {max_upload_mib} MiB ({max_upload_bytes} bytes) and needs a Content-Length.
  JSON, and the fields beside the audio, may have 1 MiB.
- Accepted recordings: {formats}. Anything else is kept as well, but can't be played.
- Lists are newest first. Follow `next` and `previous`; `limit` is at most 200.
- Times are RFC 3339 with an offset; answers are in UTC.
- There are no trailing slashes and no redirects, but for contacts that were merged (301).
- Errors are RFC 9457 problem documents: decide by `code` and `retryable`.
"""
TAGS = {
    "calls": "What was said: uploads, call logs, recordings, outcomes, notes, reviews",
    "contacts": "Who we talk to: contacts, their numbers, statuses, notes and history",
    "me": "Who is asking",
    "people": "Who works here: users and teams",
}


def describe_api(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """drf-spectacular's POSTPROCESSING_HOOKS: what the document says beside its operations."""
    result["info"]["description"] = DESCRIPTION.format(
        max_upload_mib=settings.MAX_UPLOAD_BYTES // MEBIBYTE,
        max_upload_bytes=settings.MAX_UPLOAD_BYTES,
        formats=AUDIO_FORMATS,
    )
    # Here rather than in the registry, where its codes would become an enumeration of their own.
    result["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
    result["servers"] = [{"url": "/", "description": "This server"}]
    result["tags"] = [{"name": name, "description": words} for name, words in TAGS.items()]
    return result


@cache
def openapi_document() -> str:
    """Made once per process: reading every view takes a while, and anybody may ask."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    return json.dumps(generator.get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


class OpenApiDocument(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return HttpResponse(openapi_document(), content_type="application/json")


class OpenApiPage(TemplateView):
    """Swagger UI with files of our own origin, under the CSP that every page has."""

    template_name = "portal/api_documentation.html"
