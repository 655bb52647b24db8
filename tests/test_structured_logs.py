"""What a log line may hold: paths, ids, codes and counts, and no customer."""

import json
import logging
import os
import subprocess
import sys
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client, RequestFactory
from gunicorn.config import Config

from callcrm.api.request_id import RequestIdFilter, current_request_id
from callcrm.logs import JsonFormatter, LineFormatter, described, scrubbed
from callcrm.monitoring.tame_path import tame_path
from callcrm.run import gunicorn_config
from calls.storage import StoreFault, StoreUnavailable
from tests.calls.made_calls import made_contact

NUMBER = "+442079460123"
ID = "01934567-89ab-7def-8123-456789abcdef"


def record(message, *arguments, name="calls", error=None, **extra) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    made = logging.makeLogRecord(
        {"name": name, "levelname": "WARNING", "msg": message, "args": arguments, **extra}
    )
    made.exc_info = exc_info
    RequestIdFilter().filter(made)
    return made


def as_json(*arguments, **extra) -> dict:
    return json.loads(JsonFormatter().format(record(*arguments, **extra)))


@pytest.fixture
def request_id():
    token = current_request_id.set("request-1")
    yield "request-1"
    current_request_id.reset(token)


# --- The two forms ---------------------------------------------------------------------------


def test_a_json_line_is_exactly_this(request_id):
    line = as_json("Job %d is done", 7, created=1790000000.5)

    assert line == {
        "at": "2026-09-21T14:13:20.500+00:00",
        "level": "WARNING",
        "logger": "calls",
        "request_id": "request-1",
        "message": "Job 7 is done",
    }


def test_a_line_for_people_names_the_request(request_id):
    assert (
        LineFormatter()
        .format(record("Job %d is done", 7))
        .endswith("WARNING calls [request-1] Job 7 is done")
    )


def test_fields_that_nobody_named_here_do_not_go_out():
    line = as_json("Job", job={"args": {"name": "Ada"}}, status=200)

    assert line["status"] == 200
    assert "job" not in line


def test_a_message_is_one_line():
    assert "\n" not in LineFormatter().format(record("from %s", "a\nb"))


# --- What is cut -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "written"),
    [
        # Numbers, as people and phones write them.
        (f"of {NUMBER} here", "of [number] here"),
        ("of +44 (20) 7946-0123", "of [number]"),
        ("of 0044 20 7946 0123.", "of [number]."),
        ("of 02079460123", "of [number]"),
        # Queries, tokens, passwords.
        ("GET /v1/calls?search=Ada HTTP/1.1", "GET /v1/calls HTTP/1.1"),
        ("Authorization: Bearer abcdef1234567", "Authorization: Bearer [secret]"),
        ("postgres://callcrm:hunter2@db/callcrm", "postgres://callcrm:[secret]@db/callcrm"),
        # gunicorn quotes what it can't read.
        ("Invalid request from ip=10.0.0.1: Ada: 1", "Invalid request from ip=10.0.0.1"),
        ("Error handling request /ada/lovelace", "Error handling request"),
        # Ids, sizes, times and addresses stay as they are.
        (f"call {ID} of 104857600 bytes", f"call {ID} of 104857600 bytes"),
        ("01934567-1234-7123-8123-45678901234a", "01934567-1234-7123-8123-45678901234a"),
        (
            "from 10.0.0.1 in 0.05 s at 2026-11-20 09:30",
            "from 10.0.0.1 in 0.05 s at 2026-11-20 09:30",
        ),
        ("is it there? yes", "is it there? yes"),
    ],
)
def test_what_looks_like_a_customer_or_a_secret_is_cut(said, written):
    assert scrubbed(said) == written


# --- Exceptions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "written"),
    [
        (ValueError(f"can't read {NUMBER} of Ada"), "ValueError"),
        (KeyError("Ada"), "KeyError"),
        (FileNotFoundError(2, "No such file or directory", f"/in/{NUMBER}.m4a"),
         "FileNotFoundError: No such file or directory"),
        (StoreFault("The bucket calls isn't there."), "StoreFault: The bucket calls isn't there."),
        (StoreUnavailable(), "StoreUnavailable: store_unavailable"),
        (OperationalError("deadlock detected\nDETAIL: Ada"), "OperationalError: deadlock detected"),
        (AttributeError("'Call' object has no attribute 'x'"),
         "AttributeError: 'Call' object has no attribute 'x'"),
    ],
)  # fmt: skip
def test_an_exception_is_told_by_what_is_harmless_of_it(error, written):
    assert described(error) == written


@pytest.mark.django_db
def test_a_broken_constraint_is_named_and_not_its_values():
    made_contact("Ada", e164=NUMBER)
    try:
        with transaction.atomic():
            made_contact("Bob", e164=NUMBER)
    except IntegrityError as error:
        line = as_json("It failed", error=error)

    assert "IntegrityError: 23505 contact_phone_numbers_" in line["exception"]
    assert NUMBER[1:] not in json.dumps(line)


def test_a_traceback_shows_where_and_what_led_to_it_without_values():
    try:
        try:
            int(NUMBER + "Ada")
        except ValueError as error:
            raise RuntimeError(f"of {NUMBER}") from error
    except RuntimeError as error:
        error.add_note(f"noted {NUMBER}")
        line = as_json("It failed", error=error)

    assert line["exception"].count("Traceback (most recent call last)") == 2
    assert "test_structured_logs.py" in line["exception"]
    assert line["exception"].index("ValueError") < line["exception"].index("RuntimeError")
    assert NUMBER not in line["exception"]


def test_an_exception_among_the_arguments_is_told_the_same_way():
    line = as_json("storing %s failed: %s", "ab/cd", ValueError(NUMBER))

    assert line["message"] == "storing ab/cd failed: ValueError"


# --- Addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "written"),
    [
        (f"/v1/contacts/{ID}", 200, f"/v1/contacts/{ID}"),
        ("/v1/calls", 200, "/v1/calls"),
        (f"/v1/contacts/{NUMBER}", 404, "(unknown address)"),
        ("/ada/lovelace", 404, "(unknown address)"),
        ("/static/portal/pages.css", 200, "/static/portal/pages.css"),
        ("/static/ada", 404, "(unknown address)"),
        (f"/admin/contacts/contact/{ID}/change/", 200, f"/admin/contacts/contact/{ID}/change/"),
        (
            f"/admin/contacts/contact/{NUMBER}/change/",
            302,
            "/admin/contacts/contact/<path:object_id>/change/",
        ),
    ],
)
def test_an_address_is_written_if_it_holds_ids_only(path, status, written):
    request = RequestFactory().get(path)
    request.resolver_match = None

    assert tame_path(request, status=status) == written


def test_djangos_own_words_about_a_request_are_replaced(client, caplog, db):
    client.get(f"/v1/contacts/{NUMBER}/Ada")

    [told] = [each for each in caplog.records if each.name == "django.request"]
    assert as_json_of(told)["message"] == "Answered 404: GET (unknown address)"


def as_json_of(told: logging.LogRecord) -> dict:
    return json.loads(JsonFormatter().format(told))


# --- gunicorn --------------------------------------------------------------------------------


def access_line_as_json(monkeypatch, **environ) -> dict:
    monkeypatch.setattr(gunicorn_config, "LOG_FORMAT", "json")
    config = Config()
    config.set("access_log_format", "%(m)s %(U)s %(s)s")
    config.set("accesslog", "-")
    logger = gunicorn_config.OneLineLogger(config)
    written = []
    handler = logger.access_log.handlers[0]
    monkeypatch.setattr(handler, "emit", lambda made: written.append(handler.format(made)))
    full = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/v1/calls?search=Ada",
        "PATH_INFO": "/v1/calls",
        "QUERY_STRING": "search=Ada",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "10.0.0.1",
        "HTTP_REFERER": "http://crm.example/?q=Ada",
        "HTTP_USER_AGENT": "okhttp/4.12 (Ada's phone)",
        "HTTP_AUTHORIZATION": "Bearer secret-of-ada",
    }
    response = SimpleNamespace(status="200 OK", sent=12, headers=[])
    request = SimpleNamespace(headers=[])
    logger.access(response, request, full | environ, timedelta(milliseconds=5))
    [line] = written
    return json.loads(line)


def test_an_access_line_as_json(monkeypatch, request_id):
    line = access_line_as_json(
        monkeypatch, **{"callcrm.path": f"/v1/calls/{ID}", "callcrm.user_id": "u-1"}
    )

    assert line.pop("at")
    assert line == {
        "level": "INFO",
        "logger": "gunicorn.access",
        "request_id": "request-1",
        "message": f"GET /v1/calls/{ID} 200",
        "method": "GET",
        "path": f"/v1/calls/{ID}",
        "status": 200,
        "duration_ms": 5,
        "bytes": 12,
        "user_id": "u-1",
        "address": "10.0.0.1",
        "app": "okhttp/4.12",
    }


def test_an_access_line_ends_the_request(monkeypatch, request_id):
    access_line_as_json(monkeypatch)

    assert current_request_id.get() == "-"


@pytest.mark.django_db
def test_the_access_log_learns_who_asked_without_a_query(client_of, agent):
    signed_in = client_of(agent)

    assert signed_in.get("/v1/me").wsgi_request.META["callcrm.user_id"] == str(agent.pk)
    assert signed_in.get("/healthz").wsgi_request.META["callcrm.user_id"] == "-"
    assert Client().get("/v1/me").wsgi_request.META["callcrm.user_id"] == "-"


@pytest.mark.django_db
def test_a_request_id_of_digits_alone_may_be_a_number_and_is_replaced(client):
    answer = client.get("/healthz", headers={"x-request-id": NUMBER[1:]})

    assert uuid.UUID(answer.headers["X-Request-ID"])


# --- As it is run ----------------------------------------------------------------------------


def test_the_form_is_chosen_by_a_setting(tmp_path):
    script = (
        "import django, logging; django.setup();"
        "logging.getLogger('calls').warning('of %s', '+442079460123')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env={
            "PATH": os.environ["PATH"],
            "VAR_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "callcrm.settings",
            "LOG_FORMAT": "json",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(ended.stderr)["message"] == "of [number]"


def test_statements_and_their_values_are_never_logged():
    assert not logging.getLogger("django.db.backends").isEnabledFor(logging.DEBUG)
