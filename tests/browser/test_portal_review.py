"""Review, Overview and Reports in a real browser. SCREENSHOTS names a folder for pictures."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calls.models import CallLog
from contacts.models import Contact
from tests.browser.test_portal_shell import AXE, PHONE, picture, serious_violations

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="`make portal` builds what is looked at")

SWITCHBOARD = "+442079460018"
HOSTILE = '<img src=x onerror="document.title=1">\u202e' + "very long " * 20


def some_hours_ago(hours: int) -> str:
    return (timezone.now() - timedelta(hours=hours)).isoformat()


def called(phone, number: str, hours: int, **extra):
    answer = phone.upload(
        None,
        phone_number=number,
        started_at=some_hours_ago(hours),
        direction="inbound",
        disposition="answered",
        duration_seconds="125",
        absent_reason="not_permitted",
        **extra,
    )
    assert answer.status_code == 201, answer.content
    return CallLog.objects.get(pk=answer.json()["id"])


def made(client, **fields) -> Contact:
    answer = client.post("/v1/contacts", fields, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return Contact.objects.get(pk=answer.json()["id"])


@pytest.fixture
def switchboard(phone, manager, client_of):
    """Two contacts who share a number, and two calls from it that belong to neither yet."""
    shared = [{"raw": SWITCHBOARD, "is_shared": True}]
    client = client_of(manager)
    harriet = made(client, name="Harriet Ashworth", phone_numbers=shared)
    made(client, name=HOSTILE, phone_numbers=shared)
    return harriet, called(phone, SWITCHBOARD, 2), called(phone, SWITCHBOARD, 1)


def test_a_key_decides_the_next_one_opens_and_undo_brings_it_back(
    visit, phone, supervisor, switchboard
):
    harriet, older, newer = switchboard
    called(phone, "0049 12", 3)
    page = visit(supervisor)
    page.goto("/portal/review?kind=unlinked")
    matches = page.get_by_role("button", name="Harriet Ashworth")
    expect(matches.first).to_be_visible()
    expect(page.get_by_role("list", name="Cases").get_by_role("button")).to_have_count(2)
    assert serious_violations(page) == []
    picture(page, "review")

    link = page.get_by_role("button", name=re.compile("^Link to"))
    key = "1" if "Harriet" in (link.text_content() or "") else "2"
    with page.expect_response("**/contact"):
        page.keyboard.press(key)
    expect(page.get_by_text("Linked to Harriet Ashworth").last).to_be_visible()
    expect(page.get_by_role("list", name="Cases").get_by_role("button")).to_have_count(1)
    expect(page.get_by_text("1 done today")).to_be_visible()
    newer.refresh_from_db()
    assert newer.contact == harriet

    with page.expect_response("**/contact/undo"):
        page.keyboard.press("Control+z")
    expect(page.get_by_role("list", name="Cases").get_by_role("button")).to_have_count(2)
    newest = page.get_by_role("list", name="Cases").get_by_role("button").first
    expect(newest).to_have_attribute("aria-current", "true")
    expect(page.get_by_text("done today")).to_have_count(0)
    newer.refresh_from_db()
    assert newer.contact is None

    page.keyboard.press("x")
    expect(page.get_by_text("Left unlinked")).to_be_visible()
    expect(page.get_by_role("list", name="Cases").get_by_role("button")).to_have_count(1)

    page.keyboard.press("/")
    page.keyboard.type("harri")
    option = page.get_by_role("option", name=re.compile("Harriet"))
    expect(option).to_have_attribute("aria-selected", "true")
    with page.expect_response("**/contact"):
        page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing of this kind to review")).to_be_visible()
    older.refresh_from_db()
    assert older.contact == harriet

    page.get_by_role("button", name="Show all kinds").click()
    expect(page.get_by_role("heading", name="How it was read")).to_be_visible()


def test_a_refused_decision_comes_back_with_its_reason(visit, supervisor, switchboard):
    page = visit(supervisor, refusals=(500,))
    page.goto("/portal/review?kind=unlinked")
    expect(page.get_by_role("button", name="Leave unlinked")).to_be_visible()

    page.route("**/contact/dismiss", lambda route: route.fulfill(status=500, body="nothing"))
    page.keyboard.press("x")

    expect(page.get_by_text(re.compile("^Not saved: "))).to_be_visible()
    expect(page.get_by_role("list", name="Cases").get_by_role("button")).to_have_count(2)
    assert CallLog.objects.filter(needs_attention=True).count() == 2


def test_a_phone_shows_the_list_or_a_case(visit, supervisor, switchboard):
    page = visit(supervisor)
    page.set_viewport_size(PHONE)
    page.goto("/portal/review")
    cases = page.get_by_role("list", name="Cases")

    cases.get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Leave unlinked")).to_be_visible()
    expect(cases).to_be_hidden()
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "review-phone")
    page.go_back()

    expect(cases).to_be_visible()


def test_the_overview_counts_links_and_finishes_a_follow_up(
    visit, client_of, supervisor, switchboard
):
    harriet = switchboard[0]
    yesterday = some_hours_ago(26)
    client_of(supervisor).patch(
        f"/v1/contacts/{harriet.pk}",
        {"follow_up_at": yesterday, "follow_up_note": "Renewal"},
        content_type="application/json",
    )
    page = visit(supervisor)
    page.goto("/portal/?days=7")
    expect(page.get_by_role("link", name=re.compile("^Calls ?2"))).to_be_visible()
    expect(page.get_by_text("1 day overdue")).to_be_visible()
    for size in ({"width": 1440, "height": 900}, PHONE, {"width": 360, "height": 640}):
        page.set_viewport_size(size)
        assert serious_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(page, f"overview-{size['width']}")

    with page.expect_response("**/v1/contacts/*"):
        page.get_by_role("button", name=re.compile("^Mark the follow-up")).click()
    expect(page.get_by_text("Nothing is due until tonight.")).to_be_visible()
    expect(page.get_by_text("Follow-up with Harriet Ashworth done")).to_be_visible()
    harriet.refresh_from_db()
    assert harriet.follow_up_at is None

    page.keyboard.press("Control+z")
    expect(page.get_by_text("1 day overdue")).to_be_visible()
    harriet.refresh_from_db()
    assert harriet.follow_up_note == "Renewal"


def test_a_report_sorts_by_its_headings_and_leads_to_its_calls(
    visit, supervisor, switchboard, live_server
):
    page = visit(supervisor, color_scheme="dark")
    page.goto("/portal/reports")
    table = page.get_by_role("table").first
    expect(table.get_by_role("row", name=re.compile("Amira"))).to_be_visible()
    for size in ({"width": 1440, "height": 900}, PHONE, {"width": 360, "height": 640}):
        page.set_viewport_size(size)
        assert serious_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(page, f"reports-{size['width']}")

    page.get_by_role("button", name="Unreviewed").click()
    heading = page.get_by_role("columnheader", name="Unreviewed")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert page.url == f"{live_server}/portal/reports?sort=-unreviewed"

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    link = table.get_by_role("row", name=re.compile("Amira")).get_by_role("link").last
    assert "reviewed=false" in (link.get_attribute("href") or "")
