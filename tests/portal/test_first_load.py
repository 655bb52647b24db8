import json
import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.http import QueryDict

from portal.first_load import (
    CALL_FILTERS,
    CONTACT_FILTERS,
    PAGES,
    REPORT_FILTERS,
    files_of,
    first_load,
)

FRONTEND = Path(project.BASE_DIR) / "portal/frontend/src"
ID = "01a20414-927a-767b-b9a0-b6dd2a354bf9"


@pytest.fixture(autouse=True)
def built(settings, tmp_path):
    """A build in which Call Logs import what imports the first load, and a style each."""
    settings.PORTAL_MANIFEST = tmp_path / "manifest.json"
    settings.PORTAL_MANIFEST.write_text(
        json.dumps(
            {
                "src/features/calls/components/calls-page.tsx": {
                    "file": "assets/calls.js",
                    "css": ["assets/calls.css"],
                    "imports": ["_grid.js"],
                },
                "_grid.js": {
                    "file": "assets/grid.js",
                    "css": ["assets/grid.css"],
                    "imports": ["_first.js", "_grid.js"],
                },
                "_first.js": {"file": "assets/first.js"},
            }
        )
    )


def test_the_router_has_these_pages_and_no_others():
    router = (FRONTEND / "main/router.tsx").read_text()
    imported = re.findall(r'import\("@/(features/[^"]+)"\)', router)

    assert [page.source for page in PAGES] == [f"src/{source}.tsx" for source in imported]


def test_a_page_names_all_that_it_imports_and_its_first_rows(supervisor):
    first = first_load("calls", query=QueryDict(), user=supervisor)

    assert [address.rpartition("/")[2] for address in first.scripts] == [
        "calls.js",
        "grid.js",
        "first.js",
    ]
    assert [address.rpartition("/")[2] for address in first.styles] == ["calls.css", "grid.css"]
    assert first.answers == ["/v1/calls?limit=50&count=true"]


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        (f"calls/{ID}", [f"/v1/calls/{ID}"]),
        (
            f"contacts/{ID}",
            [
                f"/v1/contacts/{ID}",
                f"/v1/contacts/{ID}/timeline?limit=30&count=true",
                f"/v1/calls?contact={ID}&started_after=2000-01-01T00%3A00%3A00Z&limit=30",
            ],
        ),
        ("calls/not-an-id", []),
        ("nothing", []),
        ("account", []),
    ],
)
def test_what_an_address_asks_for(supervisor, path, answers):
    assert first_load(path, query=QueryDict(), user=supervisor).answers == answers


@pytest.mark.parametrize(
    ("path", "query", "answer"),
    [
        ("calls", "search=Ana+%26+Bo", "/v1/calls?search=Ana%20%26%20Bo&limit=50&count=true"),
        # In the app's own order, and what is empty counts as not there.
        ("calls", "agent=me&search=x&team=", "/v1/calls?search=x&agent=me&limit=50&count=true"),
        ("contacts", "search=%2B44+(20)", "/v1/contacts?search=%2B44%20(20)&limit=50"),
        ("reports", "from=2026-10-01", "/v1/reports/team?from=2026-10-01"),
        ("reports", "", "/v1/reports/team"),
    ],
)
def test_filters_are_asked_for_as_the_app_does(manager, path, query, answer):
    assert first_load(path, query=QueryDict(query), user=manager).answers[0] == answer


def test_what_is_no_filter_leaves_the_asking_to_the_app(manager):
    assert first_load("", query=QueryDict("days=7"), user=manager).answers == []


@pytest.mark.parametrize(
    ("source", "filters"),
    [
        ("features/calls/filters.ts", CALL_FILTERS),
        ("features/contacts/filters.ts", CONTACT_FILTERS),
        # Sorting happens in the page.
        ("features/reports/components/reports-page.tsx", (*REPORT_FILTERS, "sort")),
    ],
)
def test_the_filters_are_those_of_the_app_in_its_order(source, filters):
    names = re.search(r"NAMES = \[([^\]]+)\]", (FRONTEND / source).read_text())

    assert names
    assert tuple(re.findall(r'"(\w+)"', names[1])) == filters


def test_who_may_not_open_a_page_asks_for_nothing_of_it(agent):
    first = first_load("reports", query=QueryDict(), user=agent)

    assert (first.scripts, first.answers) == ([], [])


def test_a_page_that_a_build_lacks_has_no_files():
    assert list(files_of({}, "src/features/calls/components/calls-page.tsx")) == []
