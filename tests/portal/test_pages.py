import json
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django_vite.core.asset_loader import DjangoViteAssetLoader

from callcrm.api.problems import PROBLEMS


@pytest.fixture
def built(settings, tmp_path):
    """A portal that Vite has built: what its page names, not what is in it."""
    page = "src/main/main.tsx"
    font = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
    manifest = tmp_path / "manifest.json"
    manifest.write_text(
        json.dumps(
            {
                page: {"file": "assets/main-0a1b2c3d.js", "isEntry": True},
                font: {"file": "assets/inter-0a1b2c3d.woff2"},
            }
        )
    )
    settings.PORTAL_MANIFEST = manifest
    settings.DJANGO_VITE = {
        "default": {**settings.DJANGO_VITE["default"], "manifest_path": manifest}
    }
    DjangoViteAssetLoader._instance = None
    yield
    DjangoViteAssetLoader._instance = None


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/portal/", "/accounts/sign-in?next=/portal/"),
        ("/portal/calls?agent=7", "/accounts/sign-in?next=/portal/calls%3Fagent%3D7"),
        ("/", "/portal/"),
        ("/portal", "/portal/"),
    ],
)
def test_a_visitor_is_led_to_the_sign_in_page(client, db, wanted, leads_to):
    answer = client.get(wanted)

    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


def test_one_page_serves_every_address_of_the_portal(built, client_of, agent):
    browser = client_of(agent)

    pages = [browser.get(path) for path in ("/portal/", "/portal/calls/1?t=73")]

    assert [page.status_code for page in pages] == [200, 200]
    assert "csrftoken" in pages[0].cookies
    for page in pages:
        assert "no-store" in page.headers["Cache-Control"]
        policy = page.headers["Content-Security-Policy"]
        (nonce,) = re.findall(rb'<script type="module"[^>]* nonce="([^"]+)"', page.content)
        assert f"'nonce-{nonce.decode()}'" in policy
        assert "unsafe" not in policy


def test_the_page_says_who_asks_as_the_api_does(built, client_of, agent):
    agent.first_name = "</script><img onerror=alert(1)>"
    agent.save()
    browser = client_of(agent)

    page = browser.get("/portal/").content.decode()

    (said,) = re.findall(r'<script id="me" type="application/json">(.*?)</script>', page)
    assert json.loads(said) == browser.get("/v1/me").json()


def test_a_portal_that_isnt_built_says_what_to_do(client_of, agent, settings, tmp_path):
    settings.PORTAL_MANIFEST = tmp_path / "none.json"

    answer = client_of(agent).get("/portal/")

    assert answer.status_code == 503
    assert b"make portal" in answer.content


@pytest.mark.parametrize(
    ("address", "is_immutable"),
    [
        ("/static/portal/app/assets/main-DmOWwRH0.js", True),
        ("/static/portal/app/assets/page-BN4cJ0QN.css", True),
        ("/static/portal/app/manifest.json", False),
        ("/static/portal/tokens.css", False),
    ],
)
def test_only_files_with_a_hash_in_their_name_are_kept_for_ever(settings, address, is_immutable):
    assert bool(re.match(settings.WHITENOISE_IMMUTABLE_FILE_TEST, address)) is is_immutable


def test_a_problem_page_renders_without_request_and_database(db):
    with connection.execute_wrapper(refuse_queries):
        page = render_to_string(
            "portal/problem.html", {"problem": PROBLEMS["database_unavailable"], "detail": "Wait."}
        )

    assert "The database isn&#x27;t answering" in page
    assert "Error 503" in page


def refuse_queries(execute, sql, params, many, context):
    raise AssertionError(f"A problem page asked the database: {sql}")


def test_a_missing_page_is_a_page(client, db):
    answer = client.get("/nothing")

    assert answer.status_code == 404
    assert b"Nothing is at /nothing." in answer.content


@pytest.mark.parametrize("path", ["/accounts/sign-in", "/accounts/password", "/nothing"])
def test_our_pages_carry_neither_inline_style_nor_script(client, client_of, agent, path):
    browser = client if path == "/accounts/sign-in" else client_of(agent)

    answer = browser.get(path)
    page = answer.content.decode()

    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=", page)
