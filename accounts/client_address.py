import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Whence somebody signs in, for counting their wrong tries.

    Behind a proxy, the last address of X-Forwarded-For: that one the proxy has written, the ones
    before it whoever asks. Without a proxy the header is anybody's word and isn't read.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.IS_BEHIND_PROXY else ""
    for address in (forwarded.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:
            continue
    return None


def address_for_the_log(
    username: str | None,  # noqa: ARG001 - django-axes passes more than a log may hold
    ip_address: str | None,
    user_agent: str | None,  # noqa: ARG001
    path_info: str | None,  # noqa: ARG001
    request: HttpRequest,  # noqa: ARG001
) -> str:
    """How django-axes names in the log who tried to sign in: never by what they typed."""
    return ip_address or "an unknown address"
