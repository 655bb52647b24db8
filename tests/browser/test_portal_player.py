"""Listening in a real browser: the player at the window's foot, and the call page."""

import json
import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from calls.models import CallLog, CallNote, ListeningPosition
from calls.services.process_recording import process_recording
from contacts.models import Contact
from tests.browser.test_portal_shell import AXE, PHONE, picture, serious_violations, turned
from tests.cast import AUDIO

PLAYABLE = sorted(
    name
    for name, facts in json.loads((AUDIO / "manifest.json").read_text()).items()
    if facts["playable"]
)
HOSTILE = '<img src=x onerror="alert(1)">\u202e' + "x" * 250
TIME = "document.querySelector('audio').currentTime"
# Waits for the sound to come as far as that: `wait_for_function` is refused by the content policy.
PLAYED_TO = """(seconds) => new Promise((done, refuse) => {
  const audio = document.querySelector("audio");
  const ends = Date.now() + 15000;
  (function look() {
    if (audio.currentTime >= seconds) done(audio.currentTime);
    else if (Date.now() > ends) refuse(new Error(`only at ${audio.currentTime}`));
    else setTimeout(look, 50);
  })();
})"""

pytestmark = pytest.mark.skipif(
    not AXE.exists() and not os.environ.get("CI"), reason="`make portal` builds what is looked at"
)


@pytest.fixture
def recorded(phone):
    """`recorded("speech.amr")`: a call with that recording, processed."""

    def recorded(audio: str = "two-party-stereo.m4a", **fields: object) -> CallLog:
        answer = phone.upload(audio, disposition="answered", **fields)
        assert answer.status_code in (200, 201), answer.content
        call = CallLog.objects.get(id=answer.json()["id"])
        process_recording(recording_id=call.recording.pk)
        return call

    return recorded


def opened(page: Page, call: CallLog, query: str = "") -> None:
    page.goto(f"/portal/calls/{call.pk}{query}")
    expect(page.get_by_role("heading", name="Recording")).to_be_visible()


def play(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Play the call").first.click()


def test_every_format_that_phones_send_plays_one_after_the_other(visit, supervisor, recorded):
    calls = [
        recorded(name, started_at=(timezone.now() - timedelta(minutes=minute)).isoformat())
        for minute, name in enumerate(PLAYABLE, start=1)
    ]
    page = visit(supervisor)
    page.goto("/portal/calls")
    page.get_by_role("button", name="Play the call").first.click()

    for call, name in zip(calls, PLAYABLE, strict=True):
        expect(page.locator("body > audio")).to_have_attribute(
            "src", f"/v1/calls/{call.pk}/playable"
        )
        assert page.evaluate(PLAYED_TO, 0.3) >= 0.3, name
        expect(page.get_by_role("region", name="Player").get_by_role("alert")).to_have_count(0)
        # The list's keys go along with what plays.
        expect(page.locator(f'[role=row][data-key="{call.pk}"]')).to_have_attribute("tabindex", "0")
        page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Player")).to_have_count(0)


def test_an_hour_of_reviewing_by_keyboard(visit, supervisor, recorded):
    call = recorded()
    page = visit(supervisor)
    opened(page, call)
    page.get_by_role("heading", name="Recording").click()

    page.keyboard.press("k")
    page.evaluate(PLAYED_TO, 2.2)
    page.keyboard.press("l")
    assert page.evaluate(PLAYED_TO, 12) > 12
    page.keyboard.press("k")
    expect(
        page.get_by_role("region", name="Player").get_by_role("button", name="Play", exact=True)
    ).to_be_visible()
    page.keyboard.press("Shift+Period")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.25
    page.keyboard.press("j")
    seconds = page.evaluate(TIME)
    assert 2 < seconds < 8

    page.keyboard.press("m")
    page.keyboard.type("Asks for an invoice")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Asks for an invoice")).to_have_count(2)
    note = CallNote.objects.get(call=call)
    assert note.at_seconds == pytest.approx(seconds, abs=0.2)

    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.press("2")
    expect(page.get_by_role("button", name="Outcome: Follow-up")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Marked as reviewed.")).to_be_visible()
    expect(page.get_by_role("switch", name="Reviewed")).to_be_checked()
    call.refresh_from_db()
    assert (call.outcome.name, call.reviewed_by) == ("Follow-up", supervisor)
    heard = ListeningPosition.objects.get(call=call, listener=supervisor)
    assert heard.heard_until_seconds > 12
    assert serious_violations(page) == []


def test_what_plays_goes_on_over_pages_and_is_sought_with_the_pointer(visit, supervisor, recorded):
    call = recorded()
    page = visit(supervisor)
    opened(page, call, "?t=4")
    slider = page.get_by_role("region", name="Player").get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "0:04 of 0:21")
    assert "t=" not in page.url

    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert 10 <= page.evaluate(TIME) <= 14  # it plays on meanwhile
    slider.press("ArrowLeft")
    assert page.evaluate(TIME) == pytest.approx(5.5, abs=0.7)
    # Without a click before it, some browsers let a link make no sound.
    if page.evaluate("document.querySelector('audio').paused"):
        page.keyboard.press("k")
    page.get_by_role("link", name="Contacts").click()
    expect(page.get_by_role("heading", name="Contact Management")).to_be_visible()
    before = page.evaluate(TIME)
    assert page.evaluate(PLAYED_TO, before + 0.5) > before


def test_who_comes_too_late_is_told_and_may_copy_what_they_wrote(visit, supervisor, recorded):
    call = recorded()
    page = visit(supervisor, refusals=(404, 410))
    opened(page, call)
    play(page)
    page.evaluate(PLAYED_TO, 0.5)
    page.keyboard.press("m")
    page.keyboard.type("Asks for an invoice")
    CallLog.objects.filter(pk=call.pk).update(deleted_at="2026-11-21T00:00:00Z")
    expect(page.get_by_role("region", name="Player").get_by_role("alert")).to_have_text(
        "This call was deleted."
    )
    page.reload()
    expect(page.get_by_role("heading", name="This call isn’t there")).to_be_visible()
    expect(page.get_by_text("Asks for an invoice")).to_be_visible()


def test_the_call_page_and_the_player_fit_every_width(visit, manager, recorded):
    call = recorded()
    Contact.objects.filter(calls=call).update(name=HOSTILE)
    for at, text in ((4, HOSTILE), (4.1, "The next word"), (16, "שלום, עולם")):
        CallNote.objects.create(call=call, author=manager, text=text, at_seconds=at)
    page = visit(manager)
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page, call, "?t=9")
    player = page.get_by_role("region", name="Player")
    player.get_by_role("button", name="The next word").hover()
    picture(page, "call")
    assert serious_violations(page) == []

    for size in ({"width": 1024, "height": 800}, {"width": 800, "height": 800}, PHONE):
        page.set_viewport_size(size)
        expect(player).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        picture(page, f"call-{size['width']}")
    page.get_by_role("button", name="Open the player").click()
    full = page.get_by_role("dialog", name="Player")
    expect(full.get_by_role("button", name="Note at")).to_have_count(3)
    for scheme in ("light", "dark"):
        turned(page, scheme)
        picture(page, f"player-{scheme}")
        assert serious_violations(page) == []
