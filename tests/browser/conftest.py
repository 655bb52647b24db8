"""A real browser on a real server. What the console or the content policy complains of fails."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from accounts.models import User

CHROMIUM = "/usr/bin/chromium"
TIMEOUT_MS = 30_000
# A page beside two other test processes on two cores: its own 5 s are too few.
expect.set_options(timeout=TIMEOUT_MS)
DESKTOP = {"width": 1280, "height": 900}
# The console tells of a refusal, too, but not of one in a page that has gone since.
REPORT_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In one process: a second browser takes longer to start than the tests do."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture
def browser(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """One for each test, started after the database is filled and gone before it is emptied.

    Playwright runs an event loop in this thread, between our lines. Django takes that for async
    code, for which it has connections of its own.
    """
    with sync_playwright() as playwright:
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def visit(
    browser: Browser, live_server: object, client_of: Callable[[User], Client]
) -> Iterator[Callable[..., Page]]:
    """`visit(user, color_scheme="dark")`: a page of somebody signed in, addresses from `/`.

    At the end, no page may have had anything to complain of, but for the statuses in `refusals`:
    the browser itself tells the console of every answer of 400 and above.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def visit(user: User, *, color_scheme: str = "light", refusals: tuple[int, ...] = ()) -> Page:
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


def told(kind: str, text: str, refusals: tuple[int, ...] = ()) -> str:
    if any(f"responded with a status of {status} " in text for status in refusals):
        return ""
    return f"{kind}: {text}" if kind in ("error", "warning") else ""
