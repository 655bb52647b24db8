import http.client
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from callcrm.run.refusal import CannotRun

TIMEOUT_SECONDS = 180


def wait_until_ready(address: str, *, host_header: str, keep_waiting: Callable[[], bool]) -> None:
    """Return when /readyz answers 200. `keep_waiting` may end it early by answering False."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    answer = "no answer"
    while keep_waiting():
        try:
            answer = _ask(address, host_header)
        except (OSError, http.client.HTTPException) as error:
            answer = str(error)
        if answer == "ready":
            return
        if time.monotonic() > deadline:
            raise CannotRun(f"{address}readyz isn't 200 after {TIMEOUT_SECONDS} s: {answer}")
        time.sleep(0.1)


def _ask(address: str, host_header: str) -> str:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": host_header})
        response = connection.getresponse()
        body = response.read().decode(errors="replace")
    finally:
        connection.close()
    return "ready" if response.status == http.client.OK else f"{response.status} {body}"
