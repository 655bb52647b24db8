import http.client
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from callcrm.api.problems import PROBLEM_TYPE
from callcrm.monitoring.doctor.finding import Finding, fail, ok, warn

TIMEOUT_SECONDS = 5


def proxy() -> Iterator[Finding]:
    """Announce the largest upload at PUBLIC_URL, without a token and without sending it.

    callcrm refuses it for the token; a proxy that waits for the body has let it in.
    """
    if not settings.PUBLIC_URL:
        yield warn("proxy", "Not checked: set PUBLIC_URL to the address that phones use.")
        return
    try:
        status, is_ours = announce_upload(urlsplit(settings.PUBLIC_URL))
    except TimeoutError:
        yield ok("proxy", "It waits for an upload of MAX_UPLOAD_BYTES.")
        return
    except (OSError, http.client.HTTPException) as error:
        yield fail(
            "proxy",
            f"{settings.PUBLIC_URL} isn't answering ({type(error).__name__}): look at the proxy, "
            "its certificate and the name.",
        )
        return
    yield judged(status, is_ours=is_ours)


def judged(status: int, *, is_ours: bool) -> Finding:
    if status == http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return fail(
            "proxy",
            f"It refuses uploads that callcrm takes: let it take {settings.MAX_UPLOAD_BYTES} "
            "bytes and a little more (nginx: client_max_body_size).",
        )
    if is_ours and status == http.HTTPStatus.UNAUTHORIZED:
        return ok("proxy", "It lets an upload of MAX_UPLOAD_BYTES through.")
    if is_ours and status == http.HTTPStatus.FORBIDDEN:
        return fail("proxy", "callcrm takes it for plain http: set BEHIND_PROXY, and https.")
    return fail("proxy", f"It answers {status} where callcrm would answer 401: look at its routes.")


def announce_upload(address: SplitResult) -> tuple[int, bool]:
    """The answer's status, and whether callcrm's API gave it. Raises OSError, HTTPException."""
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=TIMEOUT_SECONDS)
    try:
        connection.putrequest("POST", f"{address.path}/v1/calls/upload")
        connection.putheader("Content-Type", "multipart/form-data; boundary=doctor")
        connection.putheader("Content-Length", str(settings.MAX_UPLOAD_BYTES))
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type() == PROBLEM_TYPE
    finally:
        connection.close()
