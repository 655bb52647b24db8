"""The admin as people see it. SCREENSHOTS names a folder for a picture of each stop."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from calls.models import CallNote, Listen, Outcome
from contacts.models import Contact, ContactNote
from tests.browser.conftest import DESKTOP
from tests.calls.made_calls import made_call, made_contact, recorded_call

PHONE_WIDTH = 390
PICTURES = os.environ.get("SCREENSHOTS")
# Waits in the page: Playwright's own waiting would need `eval`, which the content policy refuses.
PLAY = """async (audio) => {
  await audio.play();
  while (audio.currentTime <= 0.2) await new Promise((next) => setTimeout(next, 50));
  return audio.currentTime;
}"""
HOSTILE = '<img src=x onerror="alert(1)">\u202e' + "very long " * 24


@pytest.fixture
def call(agent, manager):
    contact = made_contact("Ada Lovelace", company="Analytical Engines", owner=agent)
    ContactNote.objects.create(contact=contact, author=agent, text="Likes tea")
    call = recorded_call(agent, contact=contact, started_at=timezone.now())
    CallNote.objects.create(call=call, author=manager, text="Asked for a price", at_seconds=4)
    return call


@pytest.fixture
def hostile(db):
    return made_contact(HOSTILE, company=HOSTILE[:300], e164="+493012345678")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def enter(user: User) -> User:
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_a_manager_goes_through_contacts_and_calls(visit, manager, call, hostile, color_scheme):
    page = visit(manager, color_scheme=color_scheme)

    stops = {
        "index": "/admin/",
        "contacts": "/admin/contacts/contact/",
        "contact": f"/admin/contacts/contact/{call.contact_id}/change/",
        "hostile": f"/admin/contacts/contact/{hostile.pk}/change/",
        "calls": "/admin/calls/calllog/?direction__exact=outbound",
        "call": f"/admin/calls/calllog/{call.pk}/change/",
        "listens": "/admin/calls/listen/",
    }
    for name, address in stops.items():
        answer = page.goto(address)
        assert answer.status == 200
        for width in (PHONE_WIDTH, DESKTOP["width"]):
            page.set_viewport_size({**DESKTOP, "width": width})
            # Nothing is as wide as to push the page aside.
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            picture(page, f"manager-{name}-{color_scheme}-{width}")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 28)"}[color_scheme]


# Each column stands where it is seen without scrolling aside, whatever people are called.
@pytest.mark.parametrize("path", ["contacts/contact", "contacts/phonenumber", "calls/calllog"])
def test_a_lists_last_column_is_in_sight_beside_hostile_names(visit, manager, agent, hostile, path):
    made_call(agent, contact=hostile, started_at=timezone.now())
    page = visit(manager)
    page.set_viewport_size({"width": 1440, "height": 900})

    page.goto(f"/admin/{path}/")

    assert page.locator(".results").evaluate("(list) => list.scrollWidth <= list.clientWidth")
    # A cell's words end where the next cell begins.
    assert page.locator("#result_list td").evaluate_all(
        "(cells) => cells.every((cell) => cell.scrollWidth <= cell.clientWidth)"
    )


def test_the_empty_form_of_a_contact_shows_nothing_that_is_not_there_yet(visit, manager):
    page = visit(manager)

    page.goto("/admin/contacts/contact/add/")

    expect(page.locator("label", has_text="Created at")).to_have_count(0)
    # An icon that deletes the status stood next to it.
    expect(page.locator(".related-widget-wrapper-link:not(.view-related)")).to_have_count(0)


def test_a_recording_plays_in_the_admin_and_the_listen_is_kept(visit, manager, call):
    page = visit(manager)
    page.goto(f"/admin/calls/calllog/{call.pk}/change/")
    assert not Listen.objects.exists()

    played_seconds = page.locator("audio").evaluate(PLAY)

    assert played_seconds > 0.2
    listen = Listen.objects.get()
    assert (listen.listener, listen.kind, listen.recording) == (manager, "play", call.recording)
    page.reload()
    expect(page.get_by_role("heading", name="Who listened")).to_be_visible()
    picture(page, "manager-call-heard")


def test_a_manager_merges_hides_and_restores(visit, manager, call, hostile):
    page = visit(manager)
    page.goto("/admin/contacts/contact/")

    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("merge")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_label("Ada Lovelace").wait_for()
    picture(page, "manager-merge")
    page.locator(f'input[name="survivor"][value="{call.contact_id}"]').check()
    page.get_by_role("button", name="Merge contacts").click()
    expect(page.get_by_text("They are one contact now: Ada Lovelace.")).to_be_visible()

    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("hide")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_text("They are hidden.")).to_be_visible()

    page.get_by_role("link", name="Hidden", exact=True).click()
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("restore")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_text("They are back, with their numbers.")).to_be_visible()
    assert Contact.objects.live().get().pk == call.contact_id


def test_a_manager_finds_an_owner_as_they_type(visit, manager, agent, call):
    page = visit(manager)
    page.goto(f"/admin/contacts/contact/{call.contact_id}/change/")

    page.locator(".field-owner .select2-selection").click()
    page.locator(".select2-search__field").last.fill("min")
    page.get_by_role("option", name="mina").click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Contact.objects.get().owner == manager


def test_a_supervisor_listens_and_says_what_a_call_meant(visit, supervisor, call):
    outcome = Outcome.objects.all()[0]
    page = visit(enter(supervisor))
    page.goto("/admin/calls/calllog/")
    page.get_by_role("textbox", name="Username or name").fill("amira")
    page.locator(".typed-filter").filter(has_text="Username").get_by_role("button").click()
    picture(page, "supervisor-calls")

    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Outcome:").select_option(outcome.name)
    page.get_by_label("Add a note:").fill("Wants it")
    page.get_by_label("Reviewed", exact=True).check()
    picture(page, "supervisor-call")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    call.refresh_from_db()
    assert (call.outcome, call.reviewed_by) == (outcome, supervisor)


@pytest.mark.parametrize(
    ("who", "may_listen", "may_see_listens"), [("auditor", False, True), ("agent", True, False)]
)
def test_auditors_and_agents_read(request, visit, call, who, may_listen, may_see_listens):
    page = visit(enter(request.getfixturevalue(who)))

    page.goto(f"/admin/calls/calllog/{call.pk}/change/")

    assert page.locator("audio").count() == may_listen
    assert page.get_by_role("heading", name="Who listened").count() == may_see_listens
    assert page.get_by_role("button", name="Save").count() == 0
    picture(page, f"{who}-call")
    page.goto(f"/admin/contacts/contact/{call.contact_id}/change/")
    assert page.get_by_role("heading", name="History").is_visible()
    picture(page, f"{who}-contact")
