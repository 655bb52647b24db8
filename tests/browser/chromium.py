"""Chromium, as Debian packages it.

Its headless shell is the same engine without the window around the page, whose drawing takes a
third of the processor's time of a journey.
"""

from shutil import which

from playwright.sync_api import Browser, Playwright

PROGRAMS = ("chromium-headless-shell", "chromium")


def launch_chromium(playwright: Playwright) -> Browser:
    """Raises FileNotFoundError where neither program is."""
    path = next(filter(None, map(which, PROGRAMS)), None)
    if path is None:
        raise FileNotFoundError(f"Install one of these: {', '.join(PROGRAMS)}.")
    # Its sandbox needs rights that a container, or root, lacks.
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
