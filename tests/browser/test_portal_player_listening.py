"""What the player remembers and tells, and what it says when there is nothing to hear."""

import pytest
from playwright.sync_api import Page, expect

from calls.models import CallLog, Listen, ListeningPosition
from tests.browser.test_portal_player import PLAYED_TO, TIME, opened, play, recorded  # noqa: F401
from tests.browser.test_portal_shell import PHONE, picture, serious_violations

# Keeps what the page tells the system's own player, as nothing else can be asked for it.
WATCH_HANDLERS = """
window.handlers = {};
const set = MediaSession.prototype.setActionHandler;
MediaSession.prototype.setActionHandler = function (name, handler) {
  window.handlers[name] = handler;
  set.call(this, name, handler);
};
"""
RATE = "document.querySelector('audio').playbackRate"
PAUSED = "document.querySelector('audio').paused"


def player_of(page: Page):
    return page.get_by_role("region", name="Player")


def test_the_system_and_the_next_visit_know_how_somebody_listens(
    visit,
    manager,
    supervisor,
    recorded,  # noqa: F811
):
    call = recorded()
    page = visit(manager)
    page.add_init_script(WATCH_HANDLERS)
    opened(page, call)
    play(page)
    page.evaluate(PLAYED_TO, 2.5)

    title = page.evaluate("navigator.mediaSession.metadata.title")
    assert title == page.get_by_role("heading", level=1).inner_text()
    page.evaluate("handlers.pause()")
    assert page.evaluate(PAUSED)
    assert page.evaluate("navigator.mediaSession.playbackState") == "paused"
    page.evaluate("handlers.seekto({seekTime: 12})")
    page.evaluate("handlers.seekbackward({})")
    assert page.evaluate(TIME) == pytest.approx(2, abs=0.5)
    page.evaluate("handlers.play()")
    assert page.evaluate(PLAYED_TO, 3) >= 3

    player_of(page).get_by_role("button", name="Speed 1×").click()
    page.get_by_role("menuitem", name="1.75×").click()
    player_of(page).get_by_role("button", name="Skip silence").click()
    # Its second half is a pause of ten seconds: passed over, what comes after it is heard.
    page.evaluate(PLAYED_TO, 20)
    assert page.evaluate(RATE) == 1.75
    page.evaluate("handlers.seekto({seekTime: 4})")
    page.evaluate("handlers.pause()")
    page.reload()
    expect(page.get_by_text("You listened to the end")).to_be_visible()
    listens = page.get_by_role("region", name="Listened by")
    expect(listens).to_contain_text("Played to the end")

    play(page)
    page.evaluate(PLAYED_TO, 0.3)
    assert page.evaluate(RATE) == 1.75
    expect(player_of(page).get_by_role("button", name="Skip silence")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("k")
    page.get_by_role("button", name="Mark as not listened").click()
    expect(page.get_by_text("You listened to the end")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("You listened to the end")).to_be_visible()
    assert ListeningPosition.objects.get().listener == manager
    assert Listen.objects.get().kind == "play"


def test_who_may_not_see_listens_sees_only_their_own(visit, supervisor, manager, recorded):  # noqa: F811
    call = recorded()
    ListeningPosition.objects.create(call=call, listener=manager, heard_until_seconds=9)
    ListeningPosition.objects.create(call=call, listener=supervisor, heard_until_seconds=4)
    page = visit(supervisor)
    opened(page, call)

    expect(page.get_by_text("You listened to 0:04")).to_be_visible()
    expect(page.get_by_role("region", name="Listened by")).to_have_count(0)
    expect(page.get_by_text("0:09")).to_have_count(0)


def test_a_recording_in_the_works_plays_from_the_original(visit, supervisor, phone):
    answer = phone.upload("speech.m4a", disposition="answered")
    call = CallLog.objects.get(id=answer.json()["id"])
    page = visit(supervisor)
    opened(page, call)
    expect(page.get_by_text("It plays already where the browser can.")).to_be_visible()

    page.get_by_role("main").get_by_role("button", name="being processed").first.click()

    assert page.evaluate(PLAYED_TO, 0.5) >= 0.5


UNHEARD = (
    (403, "may_not_listen", "You may see this call but not listen to it."),
    (404, "recording_absent", "This call has no recording."),
    (410, "recording_erased", "This recording was erased."),
    (416, "range_not_satisfiable", "This recording couldn’t be played. In words."),
    (503, "store_unavailable", "This recording couldn’t be played. In words."),
    (500, "internal_error", "This recording couldn’t be played. In words."),
)


def test_what_cannot_be_heard_is_said(visit, supervisor, recorded):  # noqa: F811
    call = recorded("speech.m4a")
    page = visit(supervisor, refusals=tuple(status for status, *_ in UNHEARD))
    again = player_of(page).get_by_role("button", name="Try again")
    for status, code, words in UNHEARD:
        page.unroute_all()
        page.route("**/playable", refused(status, code))
        opened(page, call)
        play(page)
        expect(player_of(page).get_by_role("alert")).to_contain_text(words)
        expect(again).to_have_count(1 if status >= 500 else 0)

    page.unroute_all()
    again.click()
    assert page.evaluate(PLAYED_TO, 0.3) >= 0.3


def refused(status, code):
    problem = {"code": code, "detail": "In words.", "title": "", "status": status, "errors": []}
    problem |= {"request_id": "r", "retryable": status >= 500}
    return lambda route: route.fulfill(
        status=status, json=problem, content_type="application/problem+json"
    )


@pytest.mark.parametrize("width", [390, 360])
def test_a_phones_player_is_small_and_opens_to_a_sheet(visit, supervisor, recorded, width):  # noqa: F811
    call = recorded()
    page = visit(supervisor, color_scheme="dark" if width == 360 else "light")
    page.set_viewport_size({"width": width, "height": PHONE["height"]})
    opened(page, call)
    play(page)
    page.evaluate(PLAYED_TO, 1)
    small = player_of(page)
    expect(small.get_by_role("button", name="Pause")).to_be_visible()
    assert small.bounding_box()["height"] <= 61
    picture(page, f"mini-{width}")

    small.get_by_role("button", name="Open the player").click()
    sheet = page.get_by_role("dialog", name="Player")
    sheet.get_by_role("button", name="Speed").click()
    assert page.evaluate(RATE) == 1.25
    sheet.get_by_role("button", name="Note at").last.click()
    page.keyboard.type("From the train")
    page.keyboard.press("Enter")
    expect(sheet.get_by_text("From the train").last).to_be_visible()
    picture(page, f"sheet-{width}")
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sheet.get_by_role("button", name="Back to the page").click()
    expect(small).to_be_visible()
