"""A real browser on a real server. What the console or the content policy complains of fails."""

from collections.abc import Callable, Iterator

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from accounts.models import User
from tests.browser.chromium import launch_chromium

TIMEOUT_MS = 30_000
# A page beside two other test processes on two cores: its own 5 s are too few.
expect.set_options(timeout=TIMEOUT_MS)
DESKTOP = {"width": 1280, "height": 900}
# The console tells of a refusal, too, but not of one in a page that has gone since.
REPORT_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One for each file; each test has contexts of its own.

    Playwright runs an event loop in this thread, between our lines. Django takes that for async
    code, for which it would have another connection: only the tests' one is known to get the
    migrations' rows back whenever it is flushed.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connections[DEFAULT_DB_ALIAS] = connection
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visit(
    browser: Browser, live_server: object, client_of: Callable[[User], Client]
) -> Iterator[Callable[..., Page]]:
    """`visit(user, color_scheme="dark")`: a page of somebody signed in, addresses from `/`.

    At the end, no page may have had anything to complain of, but for the statuses in `refusals`:
    the browser itself tells the console of every answer of 400 and above, and of a cut network
    ("net::ERR_INTERNET_DISCONNECTED").
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def visit(
        user: User, *, color_scheme: str = "light", refusals: tuple[int | str, ...] = ()
    ) -> Page:
        context = browser.new_context(
            base_url=str(live_server), viewport=DESKTOP, color_scheme=color_scheme
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        cookies = client_of(user).cookies
        context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": str(live_server)}
                for name, morsel in cookies.items()
            ]
        )
        context.add_init_script(REPORT_REFUSALS)
        context.on(
            "console",
            lambda message: complaints.append(told(message.type, message.text, refusals)),
        )
        context.on("weberror", lambda error: complaints.append(told("error", str(error.error))))
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()
    assert [complaint for complaint in complaints if complaint] == []


def told(kind: str, text: str, refusals: tuple[int | str, ...] = ()) -> str:
    for one in refusals:
        words = one if isinstance(one, str) else f"responded with a status of {one} "
        if words in text:
            return ""
    return f"{kind}: {text}" if kind in ("error", "warning") else ""
