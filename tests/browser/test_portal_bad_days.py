"""The server fails, dawdles or is away: each page says so in words, and nothing typed is lost."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from contacts.models import ContactNote
from tests.browser.test_portal_shell import AXE, picture, shown
from tests.calls.made_calls import made_contact, recorded_call
from tests.cast import PASSWORD

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="`make portal` builds what is looked at")

BROKEN = json.dumps(
    {
        "status": 500,
        "code": "internal_error",
        "title": "Something went wrong",
        "detail": "The server failed. It was written down.",
        "request_id": "r-1",
        "retryable": False,
        "errors": [],
    }
)
CUT = "net::ERR_INTERNET_DISCONNECTED"
TOP = 'document.querySelector("h1")?.getBoundingClientRect().y'
NOTE = "Call back after six, the door code is 73"


@pytest.fixture
def call(agent):
    contact = made_contact("Ada Lovelace")
    return recorded_call(agent, contact=contact, recording={"peaks": bytes(40)})


@pytest.fixture
def known(supervisor, settings):
    """With a password whose hash takes no tenth of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    supervisor.set_password(PASSWORD)
    supervisor.save()
    return supervisor


@contextmanager
def held(page: Page, pattern: str) -> Iterator[list[Route]]:
    """Requests that get no answer until somebody gives one."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(pattern, hold)
    yield waiting
    page.unroute(pattern)


def top_of_the_title(page: Page) -> float:
    return float(page.evaluate(f"() => {TOP}"))


def test_a_slow_page_keeps_its_place_and_a_failed_one_says_so_and_comes_back(
    visit, supervisor, call
):
    page = visit(supervisor, refusals=(500, 404))  # the call's waveform was never made
    for address, request in {
        "": "**/v1/overview?*",
        "calls": "**/v1/calls?limit=50*",
        f"calls/{call.pk}": f"**/v1/calls/{call.pk}",
        "contacts": "**/v1/contacts?limit=50*",
        f"contacts/{call.contact_id}": f"**/v1/contacts/{call.contact_id}",
        "review": "**/v1/review?*",
        "reports": "**/v1/reports/team*",
    }.items():
        with held(page, request) as waiting:
            page.goto(f"/portal/{address}", wait_until="commit")
            expect(page.get_by_role("status").filter(has_text="Loading")).to_be_visible()
            shown(page)
            before = top_of_the_title(page)
            for route in waiting:
                route.fulfill(status=500, content_type="application/problem+json", body=BROKEN)
            alert = page.get_by_role("alert")
            expect(alert).to_contain_text("The server failed. It was written down.")
            expect(alert).to_contain_text("Error 500, request r-1")
        picture(page, f"bad-{address[:8].replace('/', '-')}")
        alert.get_by_role("button", name="Try now").click()
        expect(alert).to_have_count(0)
        shown(page)
        # The loading page's title goes and the loaded one's comes, both at one place.
        page.wait_for_function(f"(before) => {TOP} === before", arg=before)


def test_what_is_gone_or_never_was_says_so(visit, supervisor):
    # 400: its calls are asked for together with the contact, and there is none to filter by.
    page = visit(supervisor, refusals=(404, 400))
    for address in (f"calls/{uuid4()}", f"contacts/{uuid4()}", "nothing"):
        page.goto(f"/portal/{address}")
        expect(page.locator("main h2")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
        picture(page, f"gone-{address[:8].replace('/', '-')}")


def test_a_note_outlives_a_cut_network_and_an_ended_session(visit, known, call):
    page = visit(known, refusals=(401, CUT))
    page.goto(f"/portal/contacts/{call.contact_id}")
    box = page.get_by_label("Note", exact=False).and_(page.locator("textarea"))
    box.fill(NOTE)
    # An answer under way would tell that the server can be reached.
    page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    expect(page.get_by_text("Offline since")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("not answering")).to_be_visible()
    expect(box).to_have_value(NOTE)
    # What isn't saved doesn't stand in the timeline.
    expect(page.get_by_role("paragraph").filter(has_text=NOTE)).to_have_count(0)
    picture(page, "bad-offline-note")

    page.context.set_offline(False)
    expect(page.get_by_text("Offline since")).to_be_hidden()
    page.context.clear_cookies(name="sessionid")
    box.focus()
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Your session ended")
    dialog.locator("input[type=password]").fill(PASSWORD)
    with page.expect_response(lambda answer: answer.status == 201):
        dialog.get_by_role("button", name="Sign in", exact=True).click()

    expect(dialog).to_be_hidden()
    expect(box).to_have_value("")
    expect(page.get_by_text(NOTE)).to_have_count(1)
    assert ContactNote.objects.get().text == NOTE
