"""Call Logs: finding calls, and what can be done from the list."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from calls.models import CallLog, Outcome
from portal.models import SavedView
from tests.browser.test_portal_shell import PHONE, picture, serious_violations
from tests.calls.made_calls import made_call, made_contact, recorded_call
from tests.cast import AUDIO

# An upload is looked through, which takes its time on a busy machine.
PATIENCE_MS = 60_000
HOSTILE = "<img src=x onerror=alert(1)>" + " and a long name" * 15


def called(agent: User, name: str, e164: str, *, minutes_ago: int, **fields: object) -> CallLog:
    return recorded_call(
        agent,
        contact=made_contact(name, e164=e164),
        number_e164=e164,
        disposition="answered",
        started_at=timezone.now() - timedelta(minutes=minutes_ago),
        recording={"peaks": bytes(range(0, 200, 5)), "duration_seconds": 11},
        **fields,
    )


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)


@pytest.fixture
def calls(agent):
    outcome = Outcome.objects.order_by("position").first()
    called(agent, "Ada Lovelace", "+442079460001", minutes_ago=5, direction="inbound")
    called(agent, "Berlin Books", "+493023125118", minutes_ago=9, outcome=outcome)
    called(agent, HOSTILE, "+442079460003", minutes_ago=12)
    made_call(
        agent,
        number_e164=None,
        direction="inbound",
        disposition="no_answer",
        ring_seconds=28,
        started_at=timezone.now() - timedelta(minutes=20),
    )


def test_a_supervisor_filters_saves_reviews_and_undoes(visit, calls, supervisor):
    page = visit(supervisor)
    page.goto("/portal/calls")
    expect(row(page, "Ada Lovelace")).to_be_visible()
    expect(row(page, "<img src=x")).to_be_visible()
    expect(row(page, "Rang 28 s")).to_contain_text("Missed")
    assert serious_violations(page) == []
    picture(page, "calls")

    page.keyboard.press("f")
    page.get_by_role("menuitem", name="Direction").click()
    page.get_by_role("button", name="Inbound", exact=True).click()
    expect(row(page, "Berlin Books")).to_have_count(0)
    assert page.url.endswith("/portal/calls?direction=inbound")

    page.get_by_role("button", name="Save view").click()
    page.get_by_label("Name of the view").fill("Theirs")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Theirs")).to_contain_text("2")
    assert SavedView.objects.get().query == "direction=inbound"

    page.get_by_role("button", name="Remove the filter Direction").click()
    expect(row(page, "Berlin Books")).to_be_visible()
    outcome = Outcome.objects.order_by("position")[1]
    page.get_by_label("Set outcome of the call with Ada Lovelace").click()
    page.get_by_role("menuitem", name=outcome.name).click()
    expect(row(page, "Ada Lovelace")).to_contain_text(outcome.name)
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "Ada Lovelace")).to_contain_text("Set outcome")

    page.get_by_role("button", name="To review").click()
    expect(page.get_by_role("button", name="To review")).to_contain_text("4 of 4 left")
    page.get_by_label("Mark the call with Ada Lovelace as reviewed").click()
    expect(page.get_by_role("button", name="To review")).to_contain_text("3 of 4 left")
    assert CallLog.objects.filter(reviewed_by=supervisor).count() == 1


def test_keys_move_through_the_rows_play_and_open(visit, calls, agent):
    # The made recordings have no waveform, for which the player may yet ask.
    page = visit(agent, refusals=(404,))
    page.goto("/portal/calls")
    expect(row(page, "Berlin Books")).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(row(page, "Berlin Books")).to_be_focused()
    page.keyboard.press("k")
    expect(row(page, "Berlin Books")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    call = CallLog.objects.get(contact__name="Berlin Books")
    page.wait_for_url(f"**/portal/calls/{call.pk}")
    # An agent may not set outcomes.
    page.go_back()
    expect(row(page, "Berlin Books")).to_be_focused()
    expect(page.get_by_label("Set outcome of")).to_have_count(0)


def test_new_calls_wait_in_a_pill_while_somebody_reads(visit, calls, agent, supervisor):
    page = visit(supervisor)
    page.clock.install()
    page.goto("/portal/calls")
    expect(row(page, "Ada Lovelace")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(row(page, "Ada Lovelace")).to_be_focused()

    called(agent, "Fresh Fields", "+442079460009", minutes_ago=0)
    page.clock.run_for(11_000)
    expect(page.get_by_role("button", name="1 new call")).to_be_visible()
    expect(row(page, "Fresh Fields")).to_have_count(0)
    page.get_by_role("button", name="1 new call").click()

    expect(row(page, "Fresh Fields")).to_be_visible()


def test_nothing_found_says_which_filter_to_take_out(visit, calls, supervisor):
    page = visit(supervisor)
    page.goto("/portal/calls?disposition=busy&direction=inbound")

    expect(page.get_by_role("heading", name="No calls match these filters")).to_be_visible()
    expect(page.get_by_text("Without the filter Result there are 2.")).to_be_visible()
    assert serious_violations(page) == []
    page.get_by_role("button", name="Remove Result").click()

    expect(row(page, "Ada Lovelace")).to_be_visible()


def test_a_recording_is_uploaded_by_hand(visit, agent):
    page = visit(agent)
    page.goto("/portal/calls")
    expect(page.get_by_role("heading", name="No calls yet")).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Upload a call").click()
    drawer = page.get_by_role("dialog", name="Upload a call")
    drawer.get_by_role("button", name="Upload", exact=True).click()
    expect(drawer.get_by_text("Choose the recording.")).to_be_visible()

    drawer.locator("input[type=file]").set_input_files(AUDIO / "speech.m4a")
    drawer.get_by_label("Phone number").fill("020 7946 0018")
    expect(drawer.get_by_text("+44 20 7946 0018")).to_be_visible()
    drawer.get_by_label("Started").fill("2026-11-20T09:30")
    assert serious_violations(page) == []
    drawer.get_by_role("button", name="Upload", exact=True).click()

    expect(page.get_by_text("The call is uploaded.")).to_be_visible(timeout=PATIENCE_MS)
    call = CallLog.objects.get()
    page.wait_for_url(f"**/portal/calls/{call.pk}")
    expect(page.get_by_text("Uploaded by hand")).to_be_visible()
    assert call.source == "manual"


def test_a_call_is_uploaded_for_another_and_a_refusal_loses_nothing(
    visit, calls, agent, colleague, supervisor
):
    page = visit(supervisor, refusals=(403, 500))
    page.goto("/portal/calls")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Upload a call").click()
    drawer = page.get_by_role("dialog", name="Upload a call")
    drawer.locator("input[type=file]").set_input_files(AUDIO / "speech.m4a")
    drawer.get_by_label("Phone number").fill("+442079460001")
    expect(drawer.get_by_text("Ada Lovelace")).to_be_visible()
    drawer.get_by_label("Started").fill("2026-11-20T09:30")
    drawer.get_by_text("Inbound", exact=True).click()
    whose = drawer.get_by_role("combobox", name="Whose call")
    whose.click()
    whose.fill("ami")
    page.get_by_role("option", name="Amira").click()
    picture(page, "upload")

    send = drawer.get_by_role("button", name="Upload", exact=True)
    page.route("**/v1/calls/upload", lambda route: route.fulfill(status=500, body="nothing"))
    send.click()
    expect(drawer.get_by_text("The call wasn’t uploaded")).to_be_visible()
    page.unroute("**/v1/calls/upload")
    supervisor.teams.clear()
    send.click()
    expect(drawer.get_by_text("people whose calls you see").last).to_be_visible()
    expect(drawer.get_by_label("Phone number")).to_have_value("+442079460001")
    expect(drawer.get_by_text("speech.m4a")).to_be_visible()

    supervisor.teams.add(agent.team)
    send.click()
    expect(page.get_by_text("The call is uploaded.")).to_be_visible(timeout=PATIENCE_MS)
    call = CallLog.objects.get(source="manual")
    page.wait_for_url(f"**/portal/calls/{call.pk}")
    assert (call.agent, call.uploaded_by, call.direction) == (agent, supervisor, "inbound")


def test_on_a_phone_rows_have_two_lines_and_filters_a_sheet(visit, calls, supervisor):
    page = visit(supervisor, color_scheme="dark")
    page.set_viewport_size(PHONE)
    page.goto("/portal/calls")
    expect(row(page, "Ada Lovelace")).to_be_visible()
    picture(page, "calls-phone")
    assert serious_violations(page) == []

    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Direction").click()
    page.get_by_role("button", name="Inbound", exact=True).click()
    page.get_by_role("button", name="Show calls").click()

    expect(row(page, "Berlin Books")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
