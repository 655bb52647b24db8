import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from callcrm.api.ids import uuid7
from callcrm.api.problems import problem_response
from callcrm.api.request_id import current_request_id

GetResponse = Callable[[HttpRequest], HttpResponse]

# Probes and monitoring reach the process directly, without the proxy that ends TLS.
PLAIN_HTTP_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})

TAME_ID = re.compile(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9._-]{8,64}")


def number_the_request(get_response: GetResponse) -> GetResponse:
    """Give each request an id: the proxy's X-Request-ID if it is a tame one, else a new one.

    One of digits alone isn't tame: it may be a phone number, and ids are written everywhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        proposed = request.headers.get("X-Request-ID", "")
        request_id = proposed if TAME_ID.fullmatch(proposed) else str(uuid7())
        # Never reset: Django logs the answer when every middleware is done with it.
        current_request_id.set(request_id)
        response = get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response

    return middleware


def refuse_plain_http(get_response: GetResponse) -> GetResponse:
    """Where https is required, answer plain http with 403: a redirect would turn POST into GET."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            settings.IS_HTTPS_REQUIRED
            and not request.is_secure()
            and request.path not in PLAIN_HTTP_PATHS
        ):
            return problem_response(
                request, code="https_required", detail="Use https:// for this address."
            )
        return get_response(request)

    return middleware


def drop_unusable_session(get_response: GetResponse) -> GetResponse:
    """A quoted cookie can spell a NUL, and PostgreSQL can't even look for such a key."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return get_response(request)

    return middleware
