"""What a page of the portal will ask for, known from its address.

The HTML names it all, so that the browser asks at once: not for the page's script when the app has
started, and for its rows when that script has.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from accounts.models import User

ME = "/v1/me"
ID = "(?P<id>[0-9a-f-]{36})"
CONTACT = "contacts.view_contact"
CALLS = "calls.view_calllog"


@dataclass(frozen=True)
class PortalPage:
    """`answers`: what it asks the API for as soon as it is drawn, in its own request's words."""

    address: re.Pattern[str]
    source: str
    permission: str | None = None
    answers: tuple[str, ...] = ()


def page(address: str, source: str, permission: str | None = None, *answers: str) -> PortalPage:
    file = f"src/features/{source}-page.tsx"
    return PortalPage(re.compile(address), file, permission, answers)


# As portal/frontend/src/main/router.tsx has them; a test compares.
PAGES = (
    page("", "overview/components/overview", CALLS, "/v1/overview?days=1"),
    page("calls", "calls/components/calls", CALLS, "/v1/calls?limit=100&count=true"),
    page(f"calls/{ID}", "call/components/call", CALLS, "/v1/calls/{id}"),
    page("contacts", "contacts/components/contacts", CONTACT, "/v1/contacts?limit=50"),
    page(
        f"contacts/{ID}",
        "contact/components/contact",
        CONTACT,
        "/v1/contacts/{id}",
        "/v1/contacts/{id}/timeline?limit=30&count=true",
    ),
    page("review", "review/components/review", "calls.review_call", "/v1/review?limit=50"),
    page("reports", "reports/components/reports", "calls.view_report", "/v1/reports/team"),
    page("account", "account/components/account"),
)


@dataclass(frozen=True)
class FirstLoad:
    """Addresses, each once."""

    scripts: list[str]
    styles: list[str]
    answers: list[str]


def first_load(path: str, *, has_query: bool, user: User) -> FirstLoad:
    """`path`: below /portal/. Filters in it make other requests, which only the app knows."""
    for found in PAGES:
        match = found.address.fullmatch(path)
        if match is None or (found.permission and not user.has_perm(found.permission)):
            continue
        files = list(files_of(read_manifest(settings.PORTAL_MANIFEST), found.source))
        answers = [] if has_query else [one.format(**match.groupdict()) for one in found.answers]
        return FirstLoad(
            scripts=[address(file) for file in files if file.endswith(".js")],
            styles=[address(file) for file in files if file.endswith(".css")],
            answers=[ME, *answers],
        )
    return FirstLoad(scripts=[], styles=[], answers=[ME])


def files_of(manifest: dict[str, Any], source: str) -> Iterator[str]:
    """A page's script, all that it imports, and their styles; nothing for an unknown one."""
    waiting, seen = [source], set()
    while waiting:
        key = waiting.pop()
        if key in seen or key not in manifest:
            continue
        seen.add(key)
        chunk = manifest[key]
        yield chunk["file"]
        yield from chunk.get("css", ())
        waiting += chunk.get("imports", ())


def address(file: str) -> str:
    return static(f"portal/app/{file}")


@cache
def read_manifest(path: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(path.read_text())
    return manifest
