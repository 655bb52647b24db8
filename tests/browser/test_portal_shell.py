"""What stands around the portal's pages. SCREENSHOTS names a folder for a picture of each stop."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import Role
from tests.calls.made_calls import made_contact, recorded_call
from tests.cast import PASSWORD, person

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "portal/frontend/node_modules/axe-core/axe.min.js"
PICTURES = os.environ.get("SCREENSHOTS")
PHONE = {"width": 390, "height": 844}
STAFF_SEE = ["Overview", "Call Logs", "Contacts"]
REVIEWERS_SEE = [*STAFF_SEE, "Review", "Reports"]

pytestmark = pytest.mark.skipif(
    not AXE.exists() and not os.environ.get("CI"), reason="`make portal` builds what is looked at"
)


@pytest.fixture
def known(agent, settings):
    """Amira, with a password whose hash takes no tenth of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    agent.set_password(PASSWORD)
    agent.save()
    return agent


@pytest.fixture
def calls_of_two_teams(agent, colleague, other_team):
    """Ada's with amira, Bea's with boris of the same team, Zoe's with somebody of another one."""
    stranger_to_them = person("dora", Role.AGENT, team=other_team)
    now = timezone.now()
    whose = {"Ada": agent, "Bea": colleague, "Zoe": stranger_to_them}
    return [
        recorded_call(
            whose[name],
            contact=made_contact(name, e164=f"+44207946000{minutes}"),
            number_e164=f"+44207946000{minutes}",
            disposition="answered",
            reviewed_at=now,
            reviewed_by=stranger_to_them,
            started_at=now - timedelta(minutes=minutes),
            recording={"peaks": bytes(40), "duration_seconds": 11},
        )
        for minutes, name in enumerate(whose, start=1)
    ]


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def serious_violations(page: Page) -> list[str]:
    # Evaluated by the debugger, not added to the page: the content policy has no say there.
    page.evaluate(AXE.read_text() + "; null")
    # It would copy a shadow root's style sheets into the page, which the content policy refuses.
    found = page.evaluate("axe.run({preload: false}).then((result) => result.violations)")
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def turned(page: Page, color_scheme: str) -> None:
    """As if the system's scheme were changed while the page is open."""
    page.emulate_media(color_scheme=color_scheme)
    page.wait_for_function(
        "(scheme) => document.documentElement.dataset.mantineColorScheme === scheme",
        arg=color_scheme,
    )
    page.evaluate(
        """async () => {
          const all = document.getAnimations().filter((one) => one instanceof CSSTransition);
          await Promise.allSettled(all.map((one) => one.finished));
        }"""
    )


def shown(page: Page) -> None:
    """The page is there, its fonts too, and nothing moves any more."""
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => null)")


def test_a_visitor_signs_in_and_lands_where_they_wanted_to_go(visit, known, live_server):
    page = visit(known)
    page.context.clear_cookies()

    page.goto("/portal/contacts?search=ada")
    page.get_by_label("Username").fill("amira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="Contact Management")).to_be_visible()
    assert page.url == f"{live_server}/portal/contacts?search=ada"


@pytest.mark.parametrize(
    ("who", "entries", "callers", "may"),
    [
        ("agent", STAFF_SEE, ["Ada"], {"listen", "add"}),
        ("supervisor", REVIEWERS_SEE, ["Ada", "Bea"], {"listen", "add", "annotate", "review"}),
        (
            "manager",
            [*REVIEWERS_SEE, "Admin"],
            ["Ada", "Bea", "Zoe"],
            {"listen", "add", "annotate", "review", "audit"},
        ),
        ("auditor", STAFF_SEE, ["Ada", "Bea", "Zoe"], {"audit"}),
    ],
)
def test_each_role_sees_and_may_do_what_it_should(
    visit, request, calls_of_two_teams, who, entries, callers, may
):
    page = visit(request.getfixturevalue(who), refusals=(404,))
    main = page.get_by_role("main")

    page.goto("/portal/calls")
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation.get_by_role("listitem")).to_have_text(entries)
    rows = page.get_by_role("row").filter(has=page.get_by_role("gridcell")).filter(has_text="+44")
    expect(rows).to_have_count(len(callers))
    for row, caller in zip(rows.all(), callers, strict=True):
        expect(row).to_contain_text(caller)
    listening = len(callers) if "listen" in may else 0
    expect(rows.get_by_role("button", name="Play the call")).to_have_count(listening)
    annotating = len(callers) if "annotate" in may else 0
    expect(rows.get_by_role("button", name="Set outcome of")).to_have_count(annotating)

    page.keyboard.press("Control+k")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.filter(has_text="Sign out")).to_have_count(1)
    for name, is_offered in {
        "Review": "review" in may,
        "Reports": "review" in may,
        "Open the admin": who == "manager",
        "New contact": "add" in may,
        "Upload a call": "add" in may,
    }.items():
        found = options.filter(has=page.get_by_text(name, exact=True))
        expect(found, name).to_have_count(int(is_offered))
    page.keyboard.press("Escape")

    rows.first.get_by_text("Ada").click()
    expect(page.get_by_role("heading", name="How this call was read")).to_be_visible()
    expect(main.get_by_role("slider")).to_have_count(int("listen" in may))
    refused = main.get_by_text("You may see this call but not listen to it.")
    expect(refused).to_have_count(int("listen" not in may))
    expect(main.get_by_role("switch", name="Reviewed")).to_be_enabled(enabled="review" in may)
    expect(main.get_by_role("heading", name="Notes")).to_have_count(int("annotate" in may))
    expect(main.get_by_text("Listened by")).to_have_count(int("audit" in may))

    navigation.get_by_role("link", name="Contacts").click()
    # The customer is everybody's, whoever's call it was.
    expect(main.get_by_text("Zoe", exact=True)).to_be_visible()
    expect(main.get_by_role("button", name="New contact")).to_have_count(int("add" in may))

    for address, title in (("review", "Review"), ("reports", "Reports")):
        if "review" in may:
            navigation.get_by_role("link", name=title).click()
            expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        else:
            page.goto(f"/portal/{address}")
            expect(main.get_by_role("heading", name="This page isn’t open to you")).to_be_visible()
    page.goto(f"/portal/calls/{calls_of_two_teams[-1].pk}")
    gone = main.get_by_role("heading", name="This call isn’t there")
    expect(gone if "Zoe" not in callers else page.locator("h1", has_text="Zoe")).to_be_visible()


def test_somebody_without_a_role_is_told_what_to_do(visit, stranger):
    page = visit(stranger)

    page.goto("/portal/calls")

    expect(page.get_by_role("heading", name="You have no role yet")).to_be_visible()


def test_keys_lead_to_pages_whose_titles_are_heard(visit, manager):
    page = visit(manager)
    page.goto("/portal/")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("c")
    title = page.get_by_role("heading", name="Call Logs")
    expect(title).to_be_focused()
    assert page.title() == "Call Logs · callcrm"

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    expect(page.get_by_text("Go to Review")).to_be_visible()
    assert serious_violations(page) == []
    picture(page, "shell-keys")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_the_first_tab_stop_skips_the_navigation(visit, agent):
    page = visit(agent)
    page.goto("/portal/calls")
    shown(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_the_theme_is_kept_and_the_admin_follows(visit, manager):
    page = visit(manager)
    page.goto("/portal/account")

    page.get_by_text("Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.goto("/admin/")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(20, 23, 28)"


def test_an_ended_session_asks_for_the_password_over_the_page_and_goes_on(visit, known):
    page = visit(known, refusals=(400, 401))
    page.clock.install()
    page.goto("/portal/calls")
    shown(page)

    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward("02:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    dialog = page.get_by_role("dialog", name="Your session ended")
    dialog.locator("input[type=password]").fill("wrong")
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog.get_by_text("enter a correct username and password")).to_be_visible()
    picture(page, "shell-session-ended")
    dialog.locator("input[type=password]").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()

    expect(dialog).to_be_hidden()
    assert page.evaluate("fetch('/v1/me').then((answer) => answer.status)") == 200
