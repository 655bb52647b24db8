import json
import re
from pathlib import Path

import pytest
from django.conf import settings as project

from portal.first_load import PAGES, files_of, first_load

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
    first = first_load("calls", has_query=False, user=supervisor)

    assert [address.rpartition("/")[2] for address in first.scripts] == [
        "calls.js",
        "grid.js",
        "first.js",
    ]
    assert [address.rpartition("/")[2] for address in first.styles] == ["calls.css", "grid.css"]
    assert first.answers == ["/v1/me", "/v1/calls?limit=100&count=true"]


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        (f"calls/{ID}", [f"/v1/calls/{ID}"]),
        (
            f"contacts/{ID}",
            [f"/v1/contacts/{ID}", f"/v1/contacts/{ID}/timeline?limit=30&count=true"],
        ),
        ("calls/not-an-id", []),
        ("nothing", []),
        ("account", []),
    ],
)
def test_what_an_address_asks_for(supervisor, path, answers):
    assert first_load(path, has_query=False, user=supervisor).answers == ["/v1/me", *answers]


def test_filters_ask_for_other_rows_than_the_usual_ones(supervisor):
    assert first_load("calls", has_query=True, user=supervisor).answers == ["/v1/me"]


def test_who_may_not_open_a_page_asks_for_nothing_of_it(agent):
    first = first_load("reports", has_query=False, user=agent)

    assert (first.scripts, first.answers) == ([], ["/v1/me"])


def test_a_page_that_a_build_lacks_has_no_files():
    assert list(files_of({}, "src/features/calls/components/calls-page.tsx")) == []
