"""A manager's day in the admin: people, teams, phones, the team's lists, what is in trouble."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Device, Team, User
from accounts.services.create_device import create_device
from calls.models import ExcludedNumber, Outcome, TeamPhoneNumber, Upload
from calls.services.enqueue_processing import enqueue_processing
from contacts.models import ContactStatus
from tests.cast import PASSWORD

# Where to keep what the pages look like, for whoever wants to look.
SCREENSHOTS = os.environ.get("SCREENSHOTS")


@pytest.fixture
def page(visit, manager):
    page = visit(manager)
    page.set_default_timeout(30_000)
    return page


def keep(page, name):
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)


def test_a_new_colleague_signs_in_with_the_password_shown_once(page, browser, live_server, team):
    page.goto("/admin/accounts/user/add/")
    page.fill("#id_username", "nadia")
    page.fill("#id_first_name", "Nadia")
    page.select_option("#id_role", "agent")
    page.locator("#id_team + .select2").click()
    page.locator(".select2-search__field").last.fill("Sales")
    page.get_by_role("option", name="Sales UK").click()
    page.fill("#id_region", "gb")
    keep(page, "user-add")
    page.get_by_role("button", name="Save", exact=True).click()

    shown = page.locator(".messagelist .warning").inner_text()
    keep(page, "user-added")
    password = re.search(r"shown this once: (\S+)", shown)[1]
    page.reload()
    assert password not in page.content()
    made = User.objects.get(username="nadia")
    assert (made.role, made.team, made.region) == ("agent", team, "GB")

    with browser.new_context(base_url=str(live_server)) as context:
        own = context.new_page()
        own.goto("/accounts/sign-in")
        own.fill("#id_username", "nadia")
        own.fill("#id_password", password)
        own.get_by_role("button", name="Sign in").click()
        expect(own).to_have_url(f"{live_server}/portal/")


def test_a_password_is_reset_and_a_person_deactivated(page, agent, client_of):
    agent.set_password(PASSWORD)
    agent.save()
    browser_of_hers = client_of(agent)

    page.goto(f"/admin/accounts/user/{agent.pk}/change/")
    keep(page, "user-change")
    page.get_by_role("link", name="Reset the password").click()
    keep(page, "user-reset")
    page.get_by_role("button", name="Reset the password").click()
    expect(page.locator(".messagelist .warning")).to_contain_text("amira, shown this once")
    assert browser_of_hers.get("/v1/me").status_code == 401

    page.goto("/admin/accounts/user/?q=amira")
    keep(page, "user-list")
    page.get_by_role("checkbox", name="Select this object for an action").first.check()
    page.select_option("select[name=action]", label="Deactivate the selected people")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    expect(page.locator(".messagelist .success")).to_contain_text("deactivated")
    agent.refresh_from_db()
    assert not agent.is_active


def test_a_teams_numbers_are_typed_in_any_form(page, team):
    page.goto(f"/admin/accounts/team/{team.pk}/change/")
    page.fill("#id_phone_numbers-0-e164", "(020) 7946 0123")
    page.fill("#id_phone_numbers-0-label", "Reception")
    page.fill("#id_excluded_numbers-0-e164", "07700 900123")
    keep(page, "team-change")
    page.get_by_role("button", name="Save and continue").click()

    expect(page.locator("#id_phone_numbers-0-e164")).to_have_value("+442079460123")
    keep(page, "team-changed")
    assert TeamPhoneNumber.objects.get().team == team
    assert ExcludedNumber.objects.get().e164 == "+447700900123"


def test_a_phones_page_says_why_it_does_not_upload(page, agent):
    device, _ = create_device(user=agent, name="Pixel 8")
    now = timezone.now()
    Device.objects.filter(pk=device.pk).update(
        last_seen_at=now - timedelta(days=5),
        created_at=now - timedelta(days=9),
        revoked_at=now,
        last_refusal_at=now,
        last_refusal_code="token_revoked",
    )

    page.goto(f"/admin/accounts/device/{device.pk}/change/")
    expect(page.locator(".field-explanation")).to_contain_text(
        "Last seen 5 days ago; last upload refused: token revoked on"
    )
    keep(page, "device")
    page.goto("/admin/accounts/device/")
    keep(page, "devices")
    Device.objects.update(revoked_at=None)
    page.get_by_role("link", name="Not seen for 3 days").click()
    expect(page.locator("#result_list")).to_contain_text("Pixel 8")


@pytest.mark.parametrize(
    ("path", "model"), [("contacts/contactstatus", ContactStatus), ("calls/outcome", Outcome)]
)
def test_a_list_is_put_in_order_by_dragging(page, path, model):
    names = list(model.objects.values_list("name", flat=True))
    page.goto(f"/admin/{path}/")
    keep(page, path.replace("/", "-"))
    handles = page.locator("#result_list .drag.handle")
    expect(handles).to_have_count(len(names))

    with page.expect_response(re.compile("adminsortable2_update")) as answer:
        source, target = handles.nth(0).bounding_box(), handles.nth(2).bounding_box()
        page.mouse.move(source["x"] + 5, source["y"] + 5)
        page.mouse.down()
        page.mouse.move(target["x"] + 5, target["y"] + 8, steps=10)
        page.mouse.move(target["x"] + 5, target["y"] + target["height"], steps=5)
        page.mouse.up()

    assert answer.value.status == 200
    shown = page.locator("#result_list th.field-name").all_inner_texts()
    assert list(model.objects.values_list("name", flat=True)) == shown
    assert shown[0] == names[1]
    assert sorted(shown) == sorted(names)


def test_trouble_is_seen_and_a_dead_letter_retried(page, agent):
    Upload.objects.create(
        agent=agent,
        key="k1",
        state=Upload.State.PENDING,
        object_key="o1",
        lease_until=timezone.now() - timedelta(minutes=7),
    )
    enqueue_processing(recording_id=agent.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 5")

    page.goto("/admin/calls/upload/?trouble=any")
    expect(page.locator("#result_list")).to_contain_text("its lease ran out 7 min ago")
    keep(page, "uploads")

    page.goto("/admin/procrastinate/procrastinatejob/?state=failed")
    expect(page.locator("#result_list")).to_contain_text("It was tried 5 times and given up")
    keep(page, "jobs")
    page.get_by_role("checkbox", name="Select this object for an action").first.check()
    page.select_option("select[name=action]", label="Try the selected dead letters again")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    expect(page.locator(".messagelist .success")).to_contain_text("once more")
    page.goto("/admin/procrastinate/procrastinatejob/")
    page.locator("#result_list th a, #result_list td a").first.click()
    expect(page.locator(".field-explanation")).to_contain_text("It has failed")
    keep(page, "job")


def test_the_index_and_the_teams_are_there(page, team):
    page.goto("/admin/")
    keep(page, "index")
    page.get_by_role("link", name="Teams", exact=True).first.click()
    expect(page.locator("#result_list")).to_contain_text("Sales UK")
    assert Team.objects.count() == 1
