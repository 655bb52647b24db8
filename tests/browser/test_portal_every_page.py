"""Each page of the portal's router, with names that do their worst: light, dark, at every width."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Device
from calls.models import CallNote, Outcome
from contacts.models import ContactNote, ContactStatus
from portal.models import SavedView
from tests.browser.test_portal_shell import AXE, picture, serious_violations, shown, turned
from tests.calls.made_calls import made_call, made_contact, recorded_call

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="`make portal` builds what is looked at")

ROUTER = Path(__file__).resolve().parents[2] / "portal/frontend/src/main/router.tsx"
WIDTHS = (1440, 1024, 390, 360)
SCRIPT = "<img src=x onerror=document.title=1>"
RTL = "\u202eesrever\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069"
MARKS = "Z\u0351\u036b\u0343\u034f\u0310a\u0322\u0315l\u0334g\u0328o\u0347"
EMOJI = "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3f3\ufe0f\u200d\U0001f308"
LONG = "x" * 150
NUMBER = "+442079460001"


def routes() -> list[str]:
    """As the router has them: a page that is added is looked at."""
    source = ROUTER.read_text().partition("children: [")[2]
    return re.findall(r'(?:path: "([^"]+)"|index: true)', source)


@pytest.fixture
def addresses(agent, supervisor, team):
    """Of each route one, where all that has a name has a bad one. `agent` made the calls."""
    team.name = f"{SCRIPT} {RTL} {LONG}"[:100]
    team.save()
    agent.first_name, agent.last_name = f"{RTL}{EMOJI}", LONG
    agent.save()
    supervisor.first_name, supervisor.last_name = MARKS, LONG
    supervisor.save()
    Outcome.objects.create(name=SCRIPT[:50], position=90)
    outcome = Outcome.objects.create(name="y" * 50, position=91)
    status = ContactStatus.objects.create(name=f"{EMOJI}{'z' * 60}"[:50], position=92)
    device = Device.objects.create(user=agent, name=f"{SCRIPT}{LONG}"[:100])
    SavedView.objects.create(owner=supervisor, name=LONG[:100], page="calls", query="heard=false")
    SavedView.objects.create(owner=supervisor, name=SCRIPT, page="contacts", query="", position=1)
    names = [f"{SCRIPT} {LONG}{LONG}"[:300], f"{RTL} {MARKS}", EMOJI * 20, LONG + LONG]
    now = timezone.now()
    calls = []
    for index, name in enumerate(names):
        number = f"{NUMBER[:-1]}{index + 1}"
        contact = made_contact(name, e164=number, company=f"{LONG}{SCRIPT}")
        contact.status = status
        contact.save()
        calls.append(
            recorded_call(
                agent,
                contact=contact,
                number_e164=number,
                device=device,
                direction="inbound",
                disposition="answered",
                outcome=outcome,
                started_at=now - timedelta(minutes=index + 1),
                recording={"peaks": bytes(range(0, 200, 5)), "duration_seconds": 11},
            )
        )
    made_call(
        agent,
        number_raw="9" * 64,
        number_e164=None,
        number_kind="invalid",
        direction="inbound",
        needs_attention=True,
        attention_reason="invalid_number",
        started_at=now,
    )
    CallNote.objects.create(call=calls[0], author=agent, text=SCRIPT + LONG * 3, at_seconds=2)
    ContactNote.objects.create(contact=calls[0].contact, author=agent, text=RTL + LONG * 3)
    known = {":callId": calls[0].pk, ":contactId": calls[0].contact_id, "*": "nothing"}

    def address(route: str) -> str:
        for hole, value in known.items():
            route = route.replace(hole, str(value))
        return f"/portal/{route}"

    return [address(route) for route in routes()]


def test_every_page_is_whole_and_open_to_all_whatever_the_names(visit, supervisor, addresses):
    # The recordings here have no waveform of their own.
    page = visit(supervisor, refusals=(404,))
    faults = []
    for address in addresses:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(address)
        loaded(page)
        name = "every-" + address.removeprefix("/portal/").replace("/", "-")[:12]
        assert page.title().endswith(" · callcrm"), address
        expect(page.locator("h1")).to_have_count(1)
        faults += violations(page, address, "light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            expect(page.locator("h1")).to_be_visible()
            picture(page, f"{name}-{width}")
            faults += [f"{address} at {width}: {one}" for one in wider_than_the_window(page)]
        faults += violations(page, address, "light")
        faults += violations(page, address, "dark")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        faults += violations(page, address, "dark")
        picture(page, f"{name}-dark")
        # A name that runs as a script would have renamed the page or added the image.
        assert page.locator("img[src='x']").count() == 0, address

    assert faults == []


def violations(page: Page, address: str, color_scheme: str) -> list[str]:
    turned(page, color_scheme)
    width = page.viewport_size["width"]
    return [f"{address}, {color_scheme}, {width}: {fault}" for fault in serious_violations(page)]


def loaded(page: Page) -> None:
    """Its content, and nothing that still loads."""
    shown(page)
    expect(page.get_by_role("status").filter(has_text="Loading")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def wider_than_the_window(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.scrollWidth;
          if (width <= innerWidth) return [];
          const all = [...document.querySelectorAll("body *")];
          const out = all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
          return [`${width} px: ` + out.slice(0, 3).map((one) => one.className).join(", ")];
        }"""
    )
    return found
