"""Take the README's pictures of a running `make run`: `make pictures`.

python -m tests.browser.pictures http://127.0.0.1:8000 var/demo_accounts.json docs/images
"""

import json
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch_chromium

SIZE = {"width": 1440, "height": 900}
MOMENT_MS = 1_500


def main(address: str, accounts: Path, folder: Path) -> None:
    password = json.loads(accounts.read_text())["manager"]
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for scheme in ("light", "dark"):
            page = browser.new_page(base_url=address, viewport=SIZE, color_scheme=scheme)
            sign_in(page, password)
            if scheme == "light":
                take(page, "/portal/calls", folder / "call-logs.png")
                first_call(page)
                take(page, page.url, folder / "call.png")
            else:
                take(page, "/portal/", folder / "overview-dark.png")
        browser.close()


def sign_in(page: Page, password: str) -> None:
    page.goto("/accounts/sign-in")
    page.get_by_label("Username").fill("manager")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/portal/**")


def first_call(page: Page) -> None:
    """The newest with a recording; its player plays."""
    page.get_by_role("button", name="Play").first.click()
    page.get_by_role("region", name="Player").get_by_role("link").first.click()


def take(page: Page, address: str, path: Path) -> None:
    if page.url != address:
        page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(MOMENT_MS)
    page.screenshot(path=path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
