import logging
import re
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError
from django.test import Client

from accounts.permissions import Scope
from callcrm.api.problems import PROBLEMS
from callcrm.api.request_id import RequestIdFilter
from tests.cast import bearer

pytestmark = pytest.mark.urls("tests.api.urls")

NOWHERE = "01234567-89ab-7def-8123-456789abcdef"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def problem_of(answer) -> tuple[int, str]:
    body = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert body["status"] == answer.status_code
    assert body["title"] == PROBLEMS[body["code"]].title
    assert body["retryable"] is PROBLEMS[body["code"]].is_retryable
    assert body["request_id"] == answer.headers["X-Request-ID"]
    assert body["instance"] == answer.wsgi_request.path
    return answer.status_code, body["code"]


@pytest.mark.parametrize(("code", "problem"), PROBLEMS.items(), ids=PROBLEMS)
def test_a_row_of_the_table_has_all_that_a_document_shows(code, problem):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
    assert 400 <= problem.status < 600
    assert problem.title[0].isupper()
    assert problem.title[-1].isalpha()


def test_our_own_failures_are_worth_another_try():
    lasting = {code for code, problem in PROBLEMS.items() if not problem.is_retryable}

    # A file that is gone stays gone.
    assert {code for code in lasting if PROBLEMS[code].status >= 500} <= {"recording_lost"}


def test_a_problem_document_is_exactly_this(client):
    answer = client.get("/v1/test/faulty/duplicate", headers={"x-request-id": "phone-0123"})

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "7"
    assert answer.json() == {
        "type": "urn:callcrm:problem:duplicate_phone",
        "title": "The phone number belongs to another contact",
        "status": 409,
        "detail": "Somebody has it.",
        "instance": "/v1/test/faulty/duplicate",
        "code": "duplicate_phone",
        "request_id": "phone-0123",
        "retryable": False,
        "errors": [],
        "contact_id": "c-1",
    }


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("bug", (500, "internal_error")),
        ("database-gone", (503, "database_unavailable")),
        ("connection-closed", (503, "database_unavailable")),
        ("missing", (404, "not_found")),
        ("forbidden", (403, "permission_denied")),
        ("suspicious", (400, "bad_request")),
        ("throttled", (429, "throttled")),
        ("invalid-field", (400, "invalid")),
    ],
)
def test_whatever_a_view_raises_is_a_problem(client, fault, problem):
    assert problem_of(client.get(f"/v1/test/faulty/{fault}")) == problem


def test_a_field_at_fault_is_named(client):
    assert client.get("/v1/test/faulty/invalid-field").json()["errors"] == [
        {"field": "follow_up_at", "code": "invalid", "message": "Use a later day."}
    ]


def test_a_bug_shows_nothing_of_itself(client, caplog):
    answer = client.get("/v1/test/faulty/bug", headers={"x-request-id": "find-me-1"})

    assert b"hunter2" not in answer.content
    assert b"RuntimeError" not in answer.content
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [RuntimeError]


@pytest.mark.parametrize(
    ("fault", "seconds"), [("database-gone", "5"), ("connection-closed", "5"), ("throttled", "2")]
)
def test_an_answer_that_is_worth_another_try_says_when(client, fault, seconds):
    assert client.get(f"/v1/test/faulty/{fault}").headers["Retry-After"] == seconds


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
@pytest.mark.parametrize("path", ["/v1/me", "/v1/test/faulty/missing"])
def test_a_database_that_fails_in_a_middleware_is_no_bug(client, monkeypatch, error, path):
    def fail(self):
        raise error

    monkeypatch.setattr(SessionStore, "load", fail)
    client.cookies["sessionid"] = "somebody's"
    answer = client.get(path)

    assert problem_of(answer) == (503, "database_unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert "gone" not in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1/contacts/1", "/v1/%00%FF"])
def test_an_unknown_address_under_v1_is_a_problem(client, path):
    assert problem_of(client.get(path)) == (404, "not_found")


@pytest.mark.parametrize("path", ["/v1x", "/nothing", "/v1x/", "/%FF", "/../etc/passwd"])
def test_an_unknown_address_elsewhere_is_a_page(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/v1/calls",
            "/v1/calls/upload",
            f"/v1/calls/{NOWHERE}",
            f"/v1/calls/{NOWHERE}/recording",
        ),
        *("/v1/contacts", f"/v1/contacts/{NOWHERE}", "/v1/me", "/v1/statuses", "/v1/openapi.json"),
    ],
)
@pytest.mark.parametrize("slashes", ["/", "//"])
def test_a_trailing_slash_is_told_the_right_path(client, path, slashes):
    answer = client.post(path + slashes)

    assert problem_of(answer) == (404, "not_found")
    assert answer.json()["detail"] == f"There is no trailing slash: use {path}."


@pytest.mark.django_db
def test_a_method_that_an_address_does_not_take_is_405(client, manager):
    headers = bearer(manager, *Scope)
    answers = [
        client.generic(method, "/v1/calls", headers=headers)
        for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
    ]

    assert [problem_of(answer) for answer in answers] == [(405, "method_not_allowed")] * 5
    assert all("GET" in answer.headers["Allow"] for answer in answers)


@pytest.mark.parametrize("accept", ["audio/*", "text/html", "application/xml;q=0.1", "x", ""])
@pytest.mark.parametrize("path", ["/v1/test/echo", "/v1/openapi.json"])
def test_whatever_is_accepted_answers_are_json(client, accept, path):
    answer = client.get(path, headers={"accept": accept})

    assert answer.status_code in {200, 405}
    assert "json" in answer.headers["Content-Type"]


def test_a_thousand_parameters_are_too_many(client):
    answer = client.get("/v1/test/pages?" + "&".join(f"a{n}=1" for n in range(1_001)))

    assert problem_of(answer) == (400, "too_many_fields")


@pytest.mark.parametrize("host", ["evil.example", "a b", "localhost:port", "[", "x" * 300])
def test_a_host_that_is_not_ours_is_refused(client, host):
    assert problem_of(client.get("/v1/me", headers={"host": host})) == (400, "bad_request")


def test_plain_http_is_refused_where_https_is_required(client, settings):
    settings.IS_HTTPS_REQUIRED = True

    assert problem_of(client.post("/v1/calls/upload")) == (403, "https_required")
    assert client.get("/healthz").status_code == 200
    assert client.get("/v1/openapi.json", secure=True).status_code == 200


def test_a_request_keeps_the_id_that_it_came_with(client):
    answer = client.get("/healthz", headers={"x-request-id": "Phone-0123_4.5"})

    assert answer.headers["X-Request-ID"] == "Phone-0123_4.5"


@pytest.mark.parametrize(
    "proposed", ["short", "x" * 65, "a b c d e f", "ключ-ключ", "abcdefgh\r\nSet-Cookie: a=b", ""]
)
def test_another_id_is_replaced(client, proposed):
    answer = client.get("/healthz", headers={"x-request-id": proposed})

    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-Request-ID"])


def test_the_log_of_a_refusal_carries_the_request_id(client, monkeypatch):
    written = StringIO()
    ours = next(
        handler
        for handler in logging.getLogger().handlers
        if any(isinstance(each, RequestIdFilter) for each in handler.filters)
    )
    monkeypatch.setattr(ours, "stream", written)
    client.get("/v1/nothing", headers={"x-request-id": "find-me-2"})

    assert "[find-me-2] Answered 404: GET (unknown address)" in written.getvalue()
