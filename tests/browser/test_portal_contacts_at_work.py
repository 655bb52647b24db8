"""A day's work with contacts: by keys, by two people at once, and on a phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from calls.models import Recording
from contacts.models import Contact, PhoneNumber
from contacts.services.update_contact import update_contact
from tests.browser.test_portal_contact_form import british, edit
from tests.browser.test_portal_shell import AXE, PHONE, picture, serious_violations, shown
from tests.calls.made_calls import NUMBER, STARTED_AT, made_contact, recorded_call

__all__ = ["british"]
pytestmark = pytest.mark.skipif(not AXE.exists(), reason="`make portal` builds what is looked at")


@pytest.fixture
def ada(db):
    return made_contact("Ada Lovelace", last_call_at=STARTED_AT - timedelta(days=9))


@pytest.fixture
def grace(db):
    return made_contact("Grace Hopper", e164="+447700900142", last_call_at=STARTED_AT)


def test_keys_open_menus_that_stay_open_and_what_they_change_can_be_undone(
    visit, manager, agent, ada, grace
):
    call = recorded_call(agent, contact=ada, duration_seconds=None)
    Recording.objects.filter(call=call).update(duration_seconds=252)
    page = visit(manager)
    page.goto("/portal/contacts")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Grace Hopper")

    page.keyboard.press("f")
    page.get_by_role("menuitem", name="Source").click()
    page.get_by_role("button", name="From a call").click()
    expect(page.get_by_role("heading", name="No contacts match these filters")).to_be_visible()
    page.get_by_role("button", name="Remove the filter Source").click()
    page.get_by_role("row", name="Ada Lovelace").focus()
    page.keyboard.press("s")
    page.get_by_role("menuitem", name="Lost").click()
    expect(page.get_by_text("Status is now Lost.")).to_be_visible()
    page.get_by_role("button", name="Sort").click()
    page.get_by_role("menuitem", name="Last call").click()
    expect(page).to_have_url(re.compile(r"sort=last_call$"))
    expect(page.get_by_role("row").nth(1)).to_contain_text("Grace Hopper")

    page.goto(f"/portal/contacts/{ada.pk}")
    shown(page)
    expect(page.get_by_role("button", name="Calls 1")).to_be_visible()
    expect(page.get_by_role("button", name="Changes 1")).to_be_visible()
    # The phone didn't say how long it was; the recording does.
    expect(page.locator("ol").get_by_text("4:12", exact=True)).to_be_visible()
    page.keyboard.press("s")
    page.get_by_role("menuitem", name="Customer").press("Enter")
    expect(page.get_by_text("Status is now Customer.")).to_be_visible()
    expect(page.get_by_role("button", name="Changes 2")).to_be_visible()
    page.keyboard.press("d")
    page.get_by_role("menuitem", name="Tomorrow").click()
    expect(page.get_by_text("Follow-up: Tomorrow, ")).to_be_visible()
    tomorrow = Contact.objects.get(pk=ada.pk).follow_up_at
    page.keyboard.press("d")
    page.get_by_role("menuitem", name="In a week").click()
    expect(page.get_by_text(re.compile("^Follow-up: (?!Tomorrow)"))).to_be_visible()
    expect(page.get_by_text("Tomorrow, ")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Tomorrow, ")).to_be_visible()
    expect(page.get_by_role("button", name="Changes 5")).to_be_visible()
    ada.refresh_from_db()
    assert (ada.status.name, ada.follow_up_at) == ("Customer", tomorrow)

    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").get_by_role("option", name="Ada Lovelace")).to_be_visible()


def test_a_taken_number_is_shared_or_shows_that_two_are_one(visit, british, ada, grace):
    bob = made_contact("Bob", e164=None)
    page = visit(british)
    drawer = edit(page, bob)
    drawer.get_by_role("button", name="Add another number").click()
    page.keyboard.type("020 7946 0123")
    drawer.get_by_role("button", name="Both share it").click()
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer).to_be_hidden()
    both = PhoneNumber.objects.live().filter(e164=NUMBER)
    assert {(number.contact.name, number.is_shared) for number in both} == {
        ("Ada Lovelace", True),
        ("Bob", True),
    }

    drawer = edit(page, bob)
    drawer.get_by_role("button", name="Add another number").click()
    page.keyboard.type("07700 900142")
    expect(drawer.get_by_text("This number belongs to Grace Hopper")).to_be_visible()
    drawer.get_by_role("button", name="It’s the same person").click()
    drawer.get_by_role("button", name="Merge contacts").click()
    expect(page.get_by_text("Grace Hopper is part of this contact now")).to_be_visible()
    grace.refresh_from_db()
    assert grace.merged_into_id == bob.pk


def test_a_name_given_meanwhile_is_not_overwritten(visit, manager, support, ada):
    page = visit(support, refusals=(412,))
    page.goto(f"/portal/contacts/{ada.pk}")
    page.get_by_role("button", name="Rename Ada Lovelace").click()
    field = page.get_by_role("textbox", name="Name", exact=True)
    field.fill("Ada King")
    update_contact(contact_id=ada.pk, actor=manager, changes={"name": "Countess of Lovelace"})
    page.keyboard.press("Enter")

    expect(page.get_by_text("somebody else changed this contact just now")).to_be_visible()
    expect(page.get_by_role("button", name="Status of Countess of Lovelace")).to_be_visible()
    expect(field).to_have_value("Ada King")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The name is now Ada King.")).to_be_visible()
    ada.refresh_from_db()
    assert ada.name == "Ada King"


def test_on_a_phone_filters_stand_in_a_sheet_and_views_are_at_hand(visit, manager, ada, grace):
    page = visit(manager)
    page.set_viewport_size(PHONE)
    page.goto("/portal/contacts")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("button", name="Filters").click()
    sheet = page.get_by_role("dialog", name="Filters")
    sheet.locator("summary").filter(has_text="Do not call").click()
    sheet.get_by_role("button", name="May be called").click()
    sheet.get_by_role("button", name="Save view").click()
    page.get_by_label("Name of the view").fill("To call")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved as To call.")).to_be_visible()
    assert serious_violations(page) == []
    picture(page, "contacts-sheet")
    sheet.get_by_role("button", name="Clear all filters").click()
    expect(page).to_have_url(re.compile("/contacts$"))
    sheet.get_by_role("button", name="Show contacts").click()

    page.get_by_role("button", name="More").click()
    more = page.get_by_role("dialog", name="More")
    more.get_by_role("link", name="To call").click()
    expect(page).to_have_url(re.compile("do_not_call=false$"))
    expect(more).to_be_hidden()

    page.set_viewport_size({"width": 1024, "height": 800})
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("button", name="Rename, order and delete saved views").click()
    page.get_by_role("button", name="Delete To call").click()
    expect(page.get_by_text("None are left.")).to_be_visible()
