"""The drawer of a contact and the palette, as somebody at a keyboard uses them."""

import json

import pytest
from playwright.sync_api import Page, expect

from contacts.models import Contact, PhoneNumber
from contacts.services.describe_number import load_towns
from contacts.services.update_contact import update_contact
from tests.browser.test_portal_shell import AXE, picture, serious_violations, shown
from tests.calls.made_calls import made_contact
from tests.cast import PASSWORD

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="`make portal` builds what is looked at")

NUMBER = "+442079460123"
HOSTILE = "<img src=x onerror=alert(1)> \u202edesrever " + "x" * 200


@pytest.fixture(autouse=True, scope="module")
def towns():
    """There before anybody types, or the first reading would lack its place."""
    load_towns().result()


@pytest.fixture
def british(support, agent):
    """Support staff whose national numbers are read in GB, as the agents' are."""
    support.team = agent.team
    support.save()
    return support


@pytest.fixture
def known(support, settings):
    """With a password whose hash takes no tenth of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    support.set_password(PASSWORD)
    support.save()
    return support


def edit(page: Page, contact: Contact):
    """The drawer, as a reload would open it again."""
    page.goto("/portal/account")
    shown(page)
    kept = {"address": "/portal/account", "request": {"contactId": str(contact.pk)}}
    page.evaluate(
        "(kept) => sessionStorage.setItem('callcrm-draft:contact-drawer', kept)", json.dumps(kept)
    )
    page.reload()
    drawer = page.get_by_role("dialog", name="Edit contact")
    expect(drawer.get_by_label("Name", exact=True)).to_have_value(contact.name)
    return drawer


def open_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or go to")).to_be_focused()


def test_a_contact_is_made_from_a_number_that_nobody_has(visit, british):
    page = visit(british)
    page.goto("/portal/account")
    shown(page)

    open_palette(page)
    page.keyboard.type("020 7946 0123")
    expect(page.get_by_text("Read as +44 20 7946 0123, London.")).to_be_visible()
    assert serious_violations(page) == []
    picture(page, "palette-nobody")
    page.get_by_role("option", name="New contact with this number").click()

    drawer = page.get_by_role("dialog", name="New contact")
    expect(drawer.get_by_text("United Kingdom, London")).to_be_visible()
    page.keyboard.type("Ada Lovelace")
    drawer.get_by_label("Email").fill("ada@")
    drawer.get_by_label("Company").focus()
    expect(drawer.get_by_text("An email address looks like")).to_be_visible()
    drawer.get_by_label("Email").fill("ada@lovelace.example")
    assert serious_violations(page) == []
    picture(page, "contact-new")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Ada Lovelace is saved")).to_be_visible()
    contact = Contact.objects.get(name="Ada Lovelace")
    assert contact.email == "ada@lovelace.example"
    assert [number.e164 for number in contact.live_numbers] == [NUMBER]

    open_palette(page)
    page.keyboard.type("7946 0123")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('/portal')[0]}/portal/contacts/{contact.pk}")


def test_a_taken_number_waits_for_a_choice_and_moves(visit, british):
    ada = made_contact("Ada Lovelace")
    bob = Contact.objects.create(name=HOSTILE, status=ada.status)
    page = visit(british)
    drawer = edit(page, bob)

    drawer.get_by_role("button", name="Add another number").click()
    page.keyboard.type("(020) 7946-0123")
    expect(drawer.get_by_text("This number belongs to Ada Lovelace")).to_be_visible()
    expect(drawer.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    expect(drawer.get_by_text("Choose what to do with the number first")).to_be_visible()
    assert serious_violations(page) == []
    picture(page, "contact-taken")
    drawer.get_by_role("button", name="Move it here").click()

    page.keyboard.press("Escape")
    expect(drawer.get_by_text("Discard your changes?")).to_be_visible()
    drawer.get_by_role("button", name="Keep editing").click()
    page.reload()
    expect(drawer.get_by_text("Moves here from Ada Lovelace")).to_be_visible()
    drawer.get_by_role("button", name="Save", exact=True).click()

    expect(drawer).to_be_hidden()
    assert PhoneNumber.objects.live().get(e164=NUMBER).contact_id == bob.pk


def test_of_two_editors_the_second_chooses_which_values_to_keep(visit, support, manager):
    ada = made_contact("Ada Lovelace")
    page = visit(support, refusals=(412,))
    drawer = edit(page, ada)
    drawer.get_by_label("Company").fill("Analytical Engines")
    update_contact(
        contact_id=ada.pk, actor=manager, changes={"company": "Engines Ltd", "email": "a@b.example"}
    )

    page.keyboard.press("Control+Enter")

    expect(drawer.get_by_text("changed this contact while you were editing")).to_be_visible()
    expect(drawer.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    assert serious_violations(page) == []
    picture(page, "contact-conflict")
    drawer.get_by_role("radio", name="Yours Analytical Engines").click()
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer).to_be_hidden()
    ada.refresh_from_db()
    assert (ada.company, ada.email) == ("Analytical Engines", "a@b.example")

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Ada Lovelace is as before")).to_be_visible()
    ada.refresh_from_db()
    assert ada.company == "Engines Ltd"


def test_what_is_typed_outlives_a_silent_server_and_an_ended_session(visit, known):
    ada = made_contact("Ada Lovelace")
    page = visit(known, refusals=(401, 503))
    drawer = edit(page, ada)
    drawer.get_by_label("Company").fill("Analytical Engines")

    page.route("**/v1/contacts/*", lambda route: route.fulfill(status=503, body="busy"))
    page.keyboard.press("Control+Enter")
    expect(drawer.get_by_text("Not saved.")).to_be_visible()
    page.unroute("**/v1/contacts/*")
    page.context.clear_cookies(name="sessionid")
    drawer.get_by_role("button", name="Try again").click()
    dialog = page.get_by_role("dialog", name="Your session ended")
    page.keyboard.press("Escape")
    dialog.locator("input[type=password]").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("Ada Lovelace is saved")).to_be_visible()
    ada.refresh_from_db()
    assert ada.company == "Analytical Engines"
