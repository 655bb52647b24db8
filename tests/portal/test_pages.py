import re

import pytest
from django.db import connection
from django.template.loader import render_to_string

from callcrm.api.problems import PROBLEMS


def test_a_visitor_is_led_to_the_sign_in_page(client, db):
    answer = client.get("/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/sign-in?next=/")


def test_home_says_who_is_signed_in_and_shows_the_ways_on(client_of, agent):
    page = client_of(agent).get("/").content.decode()

    assert "<h1>Amira</h1>" in page
    assert "Agent, Sales UK" in page
    assert 'href="/v1/docs"' in page
    assert 'href="/admin/"' not in page


def test_home_shows_the_admin_to_staff(client_of, manager):
    assert 'href="/admin/"' in client_of(manager).get("/").content.decode()


def test_home_tells_a_person_without_a_role_what_to_do(client_of, stranger):
    assert "Ask a manager to give you one." in client_of(stranger).get("/").content.decode()


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


@pytest.mark.parametrize("path", ["/", "/accounts/sign-in", "/accounts/password", "/nothing"])
def test_our_pages_carry_neither_inline_style_nor_script(client, client_of, agent, path):
    browser = client if path == "/accounts/sign-in" else client_of(agent)

    answer = browser.get(path)
    page = answer.content.decode()

    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=", page)
