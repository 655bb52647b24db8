from collections.abc import Iterator

from django.conf import settings

from callcrm.monitoring.doctor.finding import Finding, fail, ok, warn

SHORTEST_SECRET_KEY = 50


def configuration() -> Iterator[Finding]:
    found = [finding for finding in (debug(), secret_key(), hosts(), https(), demo()) if finding]
    yield from found or [ok("settings", "They are fit for production.")]


def debug() -> Finding | None:
    if not settings.DEBUG:
        return None
    return fail("settings", "DEBUG shows customers' numbers on error pages: unset it.")


def secret_key() -> Finding | None:
    if len(settings.SECRET_KEY) >= SHORTEST_SECRET_KEY:
        return None
    return fail(
        "settings",
        f"SECRET_KEY is short: set {SHORTEST_SECRET_KEY} random characters. It signs people out.",
    )


def hosts() -> Finding | None:
    if "*" not in settings.ALLOWED_HOSTS:
        return None
    return warn("settings", "ALLOWED_HOSTS takes any name: set those that people use.")


def https() -> Finding | None:
    if settings.IS_HTTPS_REQUIRED:
        return None
    return warn(
        "settings",
        "Plain http is allowed, so tokens and recordings can be overheard: set REQUIRE_HTTPS "
        "(and BEHIND_PROXY, if a proxy ends TLS).",
    )


def demo() -> Finding | None:
    if not settings.IS_DEMO:
        return None
    return warn("settings", "CALLCRM_DEMO makes sample accounts: unset it where real people work.")
