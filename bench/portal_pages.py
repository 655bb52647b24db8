"""How long until each page of the portal shows what it is about, in Chromium.

    VAR_DIR=/tmp/load python -m bench.portal_pages
    VAR_DIR=/tmp/load python -m bench.portal_pages --only calls --waterfall

Needs what `manage.py generate_load` made and a built portal (`make portal`). Starts gunicorn on
PORT as `make run` does, without a worker, and adds a manager and her session. Each page is loaded
TIMES with an empty cache and TIMES with a filled one. Besides the Largest Contentful Paint, which
may be a title, stands when the page's own content was drawn; the worse of the two counts. The
sign-in page, which needs no script, is the reference. Then 5,000 rows of Call Logs are scrolled.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from statistics import median, quantiles
from typing import Any

import django
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from tqdm import tqdm

from tests.browser.chromium import launch_chromium

SIZE: ViewportSize = {"width": 1440, "height": 900}
TIMES = 5
LIMIT_MS = 1_000
TIMEOUT_MS = 60_000
# Nothing larger is painted any more when so long nothing was asked for.
QUIET_MS = 500
ROWS = 5_000
WHEEL_PX = 400
START_SECONDS = 30

# `content` is the frame in which what the page is about was drawn; a second frame shows it.
OBSERVE = """
window.seen = {largest: 0, content: 0, long: []};
new PerformanceObserver((list) => {
  seen.largest = list.getEntries().at(-1).startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.long.push(entry.duration);
}).observe({type: "longtask", buffered: true});
const look = () => {
  if (!document.querySelector(CONTENT)) return requestAnimationFrame(look);
  requestAnimationFrame(() => (seen.content = performance.now()));
};
requestAnimationFrame(look);
"""
WATERFALL = """
performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
  .map((one) => [one.startTime, one.responseEnd, one.transferSize,
    one.name.replace(location.origin, ""), one.initiatorType])
"""
FRAMES = """
window.frames = []; window.long = []; window.mostRows = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) long.push(entry.duration);
}).observe({type: "longtask"});
let before = performance.now();
const each = (now) => {
  frames.push(now - before); before = now;
  mostRows = Math.max(mostRows, document.querySelectorAll("[role=row]").length);
  requestAnimationFrame(each);
};
requestAnimationFrame(each);
"""


@dataclass(frozen=True)
class Place:
    name: str
    address: str
    # What a person came for: a row, a figure, a field.
    content: str


@dataclass(frozen=True)
class Load:
    largest_ms: float
    content_ms: float
    kilobytes: float

    @property
    def ms(self) -> float:
        return max(self.largest_ms, self.content_ms)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the portal's pages in a browser.")
    parser.add_argument("--only", default="", help="a part of a page's name, such as contact")
    parser.add_argument("--waterfall", action="store_true", help="print what each page asks for")
    parser.add_argument("--no-scroll", action="store_true", help="leave the 5,000 rows out")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")

    from callcrm.run.own_database import ensure_own_database

    ensure_own_database()
    django.setup()
    places = [place for place in places_of_a_load() if arguments.only in place.name]
    cookie = session_of_a_manager()
    with web_server() as address, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        is_slow = measure_all(browser, address, cookie, places, shows_all=arguments.waterfall)
        if not arguments.no_scroll:
            scroll(browser, address, cookie)
        browser.close()
    return 1 if is_slow else 0


def places_of_a_load() -> list[Place]:
    """Raises RuntimeError for a database that isn't made to measure with."""
    from calls.models import CallLog
    from contacts.models import Contact

    contact = (
        Contact.objects.live().filter(name__contains=" ").order_by("-call_count", "pk").first()
    )
    call = CallLog.objects.filter(deleted_at=None, contact=contact).order_by("started_at").last()
    if contact is None or call is None:
        raise RuntimeError("Make a load first: manage.py generate_load --help")
    word = contact.name.split()[0]
    # Made calls end some time ago: the usual thirty days may hold none.
    newest = CallLog.objects.latest("started_at").started_at.date()
    days = f"from={newest - timedelta(days=29)}&to={newest}"
    row = "[role=grid] [role=row][data-key]"
    return [
        Place("sign-in", "/accounts/sign-in", "input[type=password]"),
        Place("overview", "/portal/", "main a[href*='/calls?']"),
        Place("call logs", "/portal/calls", row),
        Place("call logs, search", f"/portal/calls?search={word}", row),
        Place("call", f"/portal/calls/{call.pk}", "main section"),
        Place("contacts", "/portal/contacts", row),
        Place("contacts, search", f"/portal/contacts?search={word}", row),
        Place("contact", f"/portal/contacts/{contact.pk}", "main [class*=call] time"),
        Place("review", "/portal/review", "main section"),
        Place("reports", f"/portal/reports?{days}", "main table td"),
        Place("account", "/portal/account", "main dl"),
        Place("not found", "/portal/nothing", "main h2"),
    ]


def session_of_a_manager() -> str:
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from accounts.roles import Role

    manager, _ = User.objects.get_or_create(
        username="bench-manager", defaults={"role": Role.MANAGER, "is_staff": True}
    )
    client = Client()
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


@contextmanager
def web_server() -> Iterator[str]:
    from django.conf import settings

    from callcrm.run.listener import listen, own_url
    from callcrm.run.readiness import wait_until_ready

    listener = listen(settings.HOST, settings.PORT)
    address = own_url(settings.HOST, settings.PORT)
    config = [
        "--config",
        "python:callcrm.run.gunicorn_config",
        "--bind",
        f"fd://{listener.fileno()}",
    ]
    with subprocess.Popen(  # noqa: S603 - our own web server
        [sys.executable, "-m", "gunicorn", *config],
        pass_fds=[listener.fileno()],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            deadline = time.monotonic() + START_SECONDS
            wait_until_ready(
                address,
                host_header="localhost",
                keep_waiting=lambda: time.monotonic() < deadline and process.poll() is None,
            )
            yield address.rstrip("/")
        finally:
            process.terminate()
            listener.close()


def measure_all(
    browser: Browser, address: str, cookie: str, places: Sequence[Place], *, shows_all: bool
) -> bool:
    """Whether one of the portal's pages was over the limit, by its middle load."""
    sys.stdout.write(
        "| page | cold: LCP, content p50 | worst | kB | warm: LCP, content p50 | worst | kB |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    is_slow = False
    for place in tqdm(places, leave=False):
        cold, warm = [], []
        for _ in range(TIMES):
            with visitor(browser, address, cookie, place) as context:
                cold.append(load(context, place))
                warm.append(load(context, place, shows_all=False))
        sys.stdout.write(f"| {place.name} | {told(cold)} | {told(warm)} |\n")
        sys.stdout.flush()
        is_slow |= median(one.ms for one in cold) > LIMIT_MS
        if shows_all:
            with visitor(browser, address, cookie, place) as context:
                load(context, place, shows_all=True)
    sys.stdout.write(f"Load of this machine: {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores.\n")
    return is_slow


def told(loads: Sequence[Load]) -> str:
    largest = median(one.largest_ms for one in loads)
    content = median(one.content_ms for one in loads)
    worst = max(one.ms for one in loads)
    return (
        f"{largest:.0f}, {content:.0f} | {worst:.0f} | {median(one.kilobytes for one in loads):.0f}"
    )


@contextmanager
def visitor(
    browser: Browser, address: str, cookie: str, place: Place | None = None
) -> Iterator[BrowserContext]:
    """Nothing in the cache. Signed in but on the sign-in page, which would lead on."""
    from django.conf import settings

    context = browser.new_context(base_url=address, viewport=SIZE)
    context.set_default_timeout(TIMEOUT_MS)
    if place is None or place.name != "sign-in":
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}]
        )
    if place is not None:
        context.add_init_script(f"const CONTENT = {place.content!r};{OBSERVE}")
    yield context
    context.close()


def load(context: BrowserContext, place: Place, *, shows_all: bool = False) -> Load:
    page = context.new_page()
    page.goto(place.address)
    page.locator(place.content).first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET_MS)
    seen = page.evaluate("seen")
    requests: list[list[Any]] = page.evaluate(WATERFALL)
    if shows_all:
        for start, end, size, name, kind in sorted(requests):
            sys.stdout.write(f"    {start:6.0f} {end:6.0f} {size:8} {kind:12} {name}\n")
    page.close()
    return Load(
        largest_ms=seen["largest"],
        content_ms=seen["content"],
        kilobytes=sum(request[2] for request in requests) / 1024,
    )


def scroll(browser: Browser, address: str, cookie: str) -> None:
    """The rows of Call Logs by the wheel, as fast as they come."""
    with visitor(browser, address, cookie) as context:
        page = context.new_page()
        page.goto("/portal/calls")
        page.locator("[role=grid] [role=row][data-key]").first.wait_for()
        page.evaluate(FRAMES)
        page.mouse.move(SIZE["width"] / 2, SIZE["height"] / 2)
        while last_row(page) < ROWS:
            page.mouse.wheel(0, WHEEL_PX)
        frames = page.evaluate("frames")
        long = page.evaluate("long")
        middle, p95 = median(frames), quantiles(frames, n=20)[-1]
        sys.stdout.write(
            f"{ROWS} rows of Call Logs scrolled: {page.evaluate('mostRows')} rows in the page at "
            f"most, {len(frames)} frames, p50 {middle:.0f} ms, p95 {p95:.0f} ms, "
            f"{len(long)} long tasks, the longest {max(long, default=0):.0f} ms\n"
        )


def last_row(page: Page) -> int:
    rows = page.evaluate(
        "[...document.querySelectorAll('[role=grid] [aria-rowindex]')]"
        ".reduce((last, row) => Math.max(last, row.ariaRowIndex), 0)"
    )
    return int(rows)


if __name__ == "__main__":
    sys.exit(main())
