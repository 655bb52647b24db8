"""What stands around the portal's pages. SCREENSHOTS names a folder for a picture of each stop."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "portal/frontend/node_modules/axe-core/axe.min.js"
PICTURES = os.environ.get("SCREENSHOTS")
PHONE = {"width": 390, "height": 844}
AGENT_SEES = ["Overview", "Call Logs", "Contacts"]
MANAGER_SEES = [*AGENT_SEES, "Review", "Reports", "Admin"]

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


@pytest.mark.parametrize(("who", "entries"), [("agent", AGENT_SEES), ("manager", MANAGER_SEES)])
def test_people_see_the_entries_that_they_may_open(visit, request, who, entries):
    page = visit(request.getfixturevalue(who))

    page.goto("/portal/")
    navigation = page.get_by_role("navigation", name="Main")

    expect(navigation.get_by_role("listitem")).to_have_text(entries)


def test_a_page_that_isnt_open_says_so(visit, agent):
    page = visit(agent)

    page.goto("/portal/reports")

    expect(page.get_by_text("You are signed in as Amira, Agent.")).to_be_visible()


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
