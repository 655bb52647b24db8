"""The list of contacts and a contact's page, as people use them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from contacts.models import Contact, PhoneNumber
from contacts.services.merge_contacts import merge_contacts
from tests.browser.test_portal_shell import AXE, picture, serious_violations, shown
from tests.calls.made_calls import made_call, made_contact, recorded_call

HOSTILE = "<img src=x onerror=alert(1)> \u202e\u05e0\u05d5\u05e2\u05d4 " + "long " * 50

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="`make portal` builds what is looked at")


@pytest.fixture
def amelia(manager, settings):
    settings.DEFAULT_PHONE_REGION = "GB"
    return made_contact(
        "Amelia Thornton-Whitcombe",
        company="Northgate Dental",
        email="amelia@northgate.example",
        owner=manager,
        follow_up_at=timezone.now() - timedelta(days=2),
        follow_up_note="Send the quote",
    )


@pytest.fixture
def others(amelia):
    lead = made_contact("", e164="+33639981240", auto_created=True, source="call_upload")
    grace = made_contact(
        "Grace Hopper", e164="+447700900142", company="Northgate Dental", do_not_call=True
    )
    hostile = made_contact(HOSTILE, e164="+33639980157", company=HOSTILE)
    return lead, grace, hostile


def search_for(page: Page, text: str) -> None:
    page.get_by_role("search").get_by_role("textbox").fill(text)


def amelia_row(page: Page) -> Locator:
    return page.get_by_role("row", name="Amelia Thornton-Whitcombe")


def test_contacts_are_found_filtered_and_changed_in_the_list(visit, manager, amelia, others):
    page = visit(manager)
    lead, _, _ = others
    page.goto("/portal/contacts")
    shown(page)
    expect(amelia_row(page)).to_be_visible()
    assert serious_violations(page) == []
    picture(page, "contacts")

    for text in ("thornton amel", "northgate@", "020 7946 0123", "+44 20 7946-0123", "79460123"):
        search_for(page, "zzz")
        expect(page.get_by_text("Nobody matches “zzz”")).to_be_visible()
        search_for(page, text.replace("northgate@", "amelia@north"))
        expect(page.get_by_role("row")).to_have_count(2)
        expect(amelia_row(page)).to_be_visible()
    search_for(page, "020 7946 0999")
    expect(page.get_by_text("Nobody has the number 020 7946 0999")).to_be_visible()
    expect(page.get_by_text("+44 20 7946 0999")).to_be_visible()
    assert serious_violations(page) == []
    picture(page, "contacts-no-match")
    page.get_by_role("button", name="Clear the search").click()

    page.get_by_role("button", name="Follow-up due 1").click()
    expect(page).to_have_url(re.compile(r"contacts\?follow_up_due=true$"))
    expect(page.get_by_text("2 days overdue")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("button", name="Remove the filter Follow-up").click()

    amelia_row(page).get_by_role("button", name="Status of").click()
    page.get_by_role("menuitem", name="Qualified", exact=True).click()
    expect(page.get_by_text("Status is now Qualified.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(amelia_row(page).get_by_text("New Lead")).to_be_visible()

    page.get_by_role("button", name="Add a name to +33639981240").click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Élodie Martin")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The name is now Élodie Martin.")).to_be_visible()
    lead.refresh_from_db()
    assert lead.name == "Élodie Martin"

    amelia_row(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Amelia")).to_be_visible()


def test_a_contact_is_read_and_changed_on_its_page(visit, manager, agent, amelia, others):
    call = recorded_call(agent, contact=amelia, direction="inbound", disposition="answered")
    made_call(agent, contact=amelia, direction="outbound", disposition="no_answer")
    page = visit(manager)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/portal/contacts/{amelia.pk}")
    shown(page)

    box = page.get_by_role("textbox", name="Note")
    box.fill("Wants the twelve-chair plan")
    page.reload()
    expect(box).to_have_value("Wants the twelve-chair plan")
    box.press("Control+Enter")
    expect(page.locator("ol").get_by_text("Wants the twelve-chair plan")).to_be_visible()
    expect(box).to_have_value("")

    page.get_by_role("button", name="Status of").click()
    page.get_by_role("menuitem", name="Customer").click()
    expect(page.get_by_text("moved status from New Lead to Customer")).to_be_visible()

    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Follow-up done.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Send the quote").first).to_be_visible()

    page.get_by_role("button", name="Copy +44 20 7946 0123").click()
    assert page.evaluate("navigator.clipboard.readText()") == "+442079460123"
    expect(page.get_by_title("Call +44 20 7946 0123")).to_have_attribute(
        "href", "tel:+442079460123"
    )
    expect(page.get_by_role("link", name="Grace Hopper")).to_be_visible()
    assert serious_violations(page) == []
    picture(page, "contact")

    page.get_by_role("button", name=re.compile("^Calls")).click()
    expect(page.locator("ol > li")).to_have_count(2)
    page.locator(f"a[href='/portal/calls/{call.pk}']").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/portal/calls/{call.pk}$"))


def test_merging_deleting_and_old_links(visit, manager, amelia, others):
    _, grace, hostile = others
    page = visit(manager, refusals=(404, 400))  # 400: calls of a contact that is gone
    page.goto(f"/portal/contacts/{amelia.pk}")
    shown(page)

    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Same person: merge").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("07700 900142")
    dialog.get_by_role("button", name="Grace Hopper").click()
    expect(dialog.get_by_text("0 calls, 1 number, its notes and its history move")).to_be_visible()
    expect(dialog.get_by_text("Do not call is turned on here, too.")).to_be_visible()
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("merged Grace Hopper into this contact")).to_be_visible()
    assert PhoneNumber.objects.filter(contact=amelia).count() == 2

    page.goto(f"/portal/contacts/{grace.pk}")
    expect(page.get_by_text("was merged into this one")).to_be_visible()
    expect(page).to_have_url(re.compile(f"/portal/contacts/{amelia.pk}$"))

    page.goto(f"/portal/contacts/{hostile.pk}")
    shown(page)
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete contact").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete contact").click()
    expect(page.get_by_role("heading", name="Contact Management")).to_be_visible()
    assert Contact.objects.get(pk=hostile.pk).deleted_at
    page.get_by_role("button", name="Restore").click()
    expect(page).to_have_url(re.compile(f"/portal/contacts/{hostile.pk}$"))
    assert not Contact.objects.get(pk=hostile.pk).deleted_at

    page.goto("/portal/contacts/01900000-0000-7000-8000-000000000000")
    expect(page.get_by_role("heading", name="This contact isn’t there")).to_be_visible()


def test_an_auditor_reads_only(visit, auditor, manager, amelia, others):
    merge_contacts(survivor_id=others[2].pk, duplicate_id=others[1].pk, actor=manager)
    page = visit(auditor)
    for path in ("/portal/contacts", f"/portal/contacts/{others[2].pk}"):
        page.goto(path)
        shown(page)
        expect(page.get_by_text("<img src=x").first).to_be_visible()
        expect(
            page.get_by_role("button", name=re.compile("Status of|Edit|New contact"))
        ).to_have_count(0)
