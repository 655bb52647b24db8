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
from urllib.parse import quote

from django.conf import settings
from django.http import QueryDict
from django.templatetags.static import static

from accounts.models import User

UNTOUCHED = "!'()*-._~"
ID = "(?P<id>[0-9a-f-]{36})"
CONTACT = "contacts.view_contact"
CALLS = "calls.view_calllog"


# What may stand behind a list's question mark, in the order in which the app asks for it.
CALL_FILTERS = (
    "search",
    "started_after",
    "started_before",
    "agent",
    "team",
    "contact",
    "number",
    "direction",
    "disposition",
    "outcome",
    "recording_status",
    "finding",
    "min_duration",
    "max_duration",
    "needs_attention",
    "reviewed",
    "heard",
)
CONTACT_FILTERS = (
    "search",
    "status",
    "owner",
    "follow_up_due",
    "follow_up_before",
    "unnamed",
    "do_not_call",
    "new_lead",
    "needs_attention",
    "company",
    "source",
    "created_after",
    "created_before",
    "sort",
)
REPORT_FILTERS = ("from", "to", "team", "agent")


@dataclass(frozen=True)
class PortalPage:
    """`answers`: what it asks the API for as soon as it is drawn, in its own request's words."""

    address: re.Pattern[str]
    source: str
    permission: str | None = None
    answers: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


def page(
    address: str,
    source: str,
    permission: str | None = None,
    *answers: str,
    filters: tuple[str, ...] = (),
) -> PortalPage:
    file = f"src/features/{source}-page.tsx"
    return PortalPage(re.compile(address), file, permission, answers, filters)


# As portal/frontend/src/main/router.tsx has them; a test compares.
PAGES = (
    page("", "overview/components/overview", CALLS, "/v1/overview?days=1"),
    page(
        "calls",
        "calls/components/calls",
        CALLS,
        "/v1/calls?{filters}&limit=50&count=true",
        filters=CALL_FILTERS,
    ),
    page(f"calls/{ID}", "call/components/call", CALLS, "/v1/calls/{id}"),
    page(
        "contacts",
        "contacts/components/contacts",
        CONTACT,
        "/v1/contacts?{filters}&limit=50",
        "/v1/statuses",
        filters=CONTACT_FILTERS,
    ),
    page(
        f"contacts/{ID}",
        "contact/components/contact",
        CONTACT,
        "/v1/contacts/{id}",
        "/v1/contacts/{id}/timeline?limit=30&count=true",
        "/v1/calls?contact={id}&started_after=2000-01-01T00%3A00%3A00Z&limit=30",
    ),
    page("review", "review/components/review", "calls.review_call", "/v1/review?limit=50"),
    page(
        "reports",
        "reports/components/reports",
        "calls.view_report",
        "/v1/reports/team?{filters}",
        filters=REPORT_FILTERS,
    ),
    page("account", "account/components/account"),
)


@dataclass(frozen=True)
class FirstLoad:
    """Addresses, each once."""

    scripts: list[str]
    styles: list[str]
    answers: list[str]


def first_load(path: str, *, query: QueryDict, user: User) -> FirstLoad:
    """`path`: below /portal/. `query`: what stands behind it."""
    for found in PAGES:
        match = found.address.fullmatch(path)
        if match is None or (found.permission and not user.has_perm(found.permission)):
            continue
        files = list(files_of(read_manifest(settings.PORTAL_MANIFEST), found.source))
        known = set(found.filters)
        # What is no filter makes other requests, which only the app knows.
        answers = found.answers if known.issuperset(query) else ()
        parts = {**match.groupdict(), "filters": filters_of(query, found.filters)}
        return FirstLoad(
            scripts=[address(file) for file in files if file.endswith(".js")],
            styles=[address(file) for file in files if file.endswith(".css")],
            answers=[asked(one, parts) for one in answers],
        )
    return FirstLoad(scripts=[], styles=[], answers=[])


def filters_of(query: QueryDict, names: tuple[str, ...]) -> str:
    """ "search=two%20words&agent=me", spelt as JavaScript's encodeURIComponent does."""
    given = [(name, query.get(name)) for name in names]
    return "&".join(f"{name}={quote(value, safe=UNTOUCHED)}" for name, value in given if value)


def asked(answer: str, parts: dict[str, str]) -> str:
    return answer.format(**parts).replace("?&", "?").removesuffix("?")


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
