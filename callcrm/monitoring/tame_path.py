import re
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import ResolverMatch, resolve

UNKNOWN_PATH = "(unknown address)"
# Longer numbers may be a phone's.
AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,8}")
ERRORS_BEGIN = 400


def tame_path(request: HttpRequest, *, status: int) -> str:
    """The address if it holds ids only; otherwise its route; nothing of one that isn't ours.

    A mistyped address holds whatever somebody typed: a number, a name.
    """
    match = request.resolver_match or resolved(request.path_info)
    if match is None:
        is_our_file = request.path.startswith(settings.STATIC_URL) and status < ERRORS_BEGIN
        return request.path if is_our_file else UNKNOWN_PATH
    if all(isinstance(part, UUID) or AN_ID.fullmatch(str(part)) for part in parts_of(match)):
        return request.path
    return f"/{match.route}"


def parts_of(match: ResolverMatch) -> list[object]:
    return [*match.args, *match.kwargs.values()]


def resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Http404:
        return None
