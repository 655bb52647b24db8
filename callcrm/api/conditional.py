"""Asking again for what may not have changed: ETag and If-None-Match (RFC 9110, 13.1.2)."""

import hashlib
from typing import Any

from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

VALIDATORS = [
    OpenApiParameter(
        "If-None-Match",
        str,
        OpenApiParameter.HEADER,
        description="The ETag that you have: 304 without a body if nothing is different.",
    ),
    OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 304]),
]


def unless_known(request: Request, body: dict[str, Any]) -> Response:
    """The body with its ETag, or 304 if the caller has just that.

    The tag is made of the body itself: a page shows names, notes and numbers of many tables, and a
    validator of their times would have to know them all.
    """
    rendered = JSONRenderer().render(body)
    digest = hashlib.sha256(rendered).hexdigest()[:32]
    headers = {"ETag": f'"{digest}"', "Cache-Control": "private, no-cache"}
    known = {
        tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))
    }
    if known & {"*", headers["ETag"]}:
        return Response(status=304, headers=headers)
    response = Response(body, headers={**headers, "Content-Type": JSONRenderer.media_type})
    # Else DRF would render it again.
    response.content = rendered
    return response
