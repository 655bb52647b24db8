"""An odd number and an odd name go through the whole system, also while it breaks.

Nothing that is kept for engineers may then tell of them: not the log (in either form), not the
metrics, not the jobs' arguments, not the answers of 500 and more.
"""

import asyncio
import io
import json
import logging
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DataError, connection, connections
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.roles import Role
from callcrm.api.request_id import RequestIdFilter
from callcrm.logs import JsonFormatter, LineFormatter
from calls.choices import RecordingStatus
from calls.services.dead_letters import MAX_ATTEMPTS
from calls.services.enqueue_processing import Queue, enqueue_processing
from tests.calls.made_calls import made_call, made_contact, recorded_call
from tests.cast import PASSWORD, bearer, person

NUMBER = "+447700900461"
NATIONAL = "07700 900461"
SECOND_NUMBER = "+447700900462"
NAME = "Zyxomma Quillfeather"
# Parts that survive quoting, formatting and change of case, and are no measured time's digits.
TRACES = ("770090046", "7700 90046", "zyxomma", "quillfeather")
TOKEN = "Zyxomma-90046-token"
TOUCHES_CUSTOMERS = ("contacts", "contact_phone_numbers", "call_logs", "uploads", "recordings")

CONTACT = "/v1/contacts/{contact}"
CALL = "/v1/calls/{call}"
UPLOAD = {"phone_number": NUMBER, "started_at": "2026-11-20T09:30:00Z", "contact_name": NAME}
ADMIN_CONTACT = {"name": NAME, "phone_number": NUMBER, "status": "nonsense"}

# Caller, method, address, body; the answer, and the answer when the database breaks on customers.
FLOWS: list[tuple[str, str, str, Any, int, int]] = [
    # The phone: good, known, and in every way wrong.
    ("phone", "UPLOAD", "", {**UPLOAD, "phone_number": SECOND_NUMBER}, 201, 500),
    ("phone", "UPLOAD", "", {**UPLOAD, "note": NAME, "original_filename": NATIONAL}, 201, 500),
    ("phone", "UPLOAD", "", {**UPLOAD, "audio": "bad-empty.amr"}, 400, 400),
    ("phone", "UPLOAD", "", {**UPLOAD, "audio_sha256": "0" * 64}, 422, 422),
    ("phone", "UPLOAD", "", {**UPLOAD, "phone_number": f"{NAME} {NUMBER}" * 9}, 400, 400),
    ("phone", "UPLOAD", "", {**UPLOAD, "phone_number": NAME}, 201, 500),
    ("phone", "UPLOAD", "", {**UPLOAD, "started_at": NAME}, 400, 400),
    ("phone", "UPLOAD", "", {**UPLOAD, "direction": NAME, "disposition": NUMBER}, 400, 400),
    ("phone", "UPLOAD", "", {**UPLOAD, "zyxomma": NUMBER}, 201, 500),
    ("phone", "UPLOAD", "", {**UPLOAD, "key": f"call-{NUMBER[1:]}"}, 201, 500),
    ("phone", "UPLOAD", "", {**UPLOAD, "key": f"{NAME} {NUMBER}"}, 400, 400),
    ("phone", "POST", "/v1/calls/upload", {"phone_number": NUMBER, "name": NAME}, 415, 415),
    ("phone", "GET", f"/v1/contacts?search={NAME}", None, 403, 403),
    # People and programs: contacts.
    ("manager", "GET", f"/v1/contacts?search={NAME}", None, 200, 500),
    ("manager", "GET", f"/v1/contacts?search={NUMBER}", None, 200, 500),
    ("manager", "GET", f"/v1/contacts?zyxomma={NUMBER}", None, 400, 400),
    ("manager", "GET", f"/v1/contacts?owner={NAME}", None, 200, 500),
    ("manager", "GET", f"/v1/contacts?cursor={NAME}", None, 400, 400),
    ("manager", "POST", "/v1/contacts", {"name": NAME, "phone_number": SECOND_NUMBER}, 201, 500),
    ("manager", "POST", "/v1/contacts", {"name": NAME, "phone_number": NUMBER}, 409, 500),
    ("manager", "POST", "/v1/contacts", {"name": NAME, "phone_number": NAME}, 400, 400),
    ("manager", "POST", "/v1/contacts", {"name": NAME * 99, "email": NUMBER}, 400, 400),
    ("manager", "POST", "/v1/contacts", f'{{"name": "{NAME}" {NUMBER}', 400, 400),
    ("manager", "GET", CONTACT, None, 200, 500),
    ("manager", "PATCH", CONTACT, {"name": f"{NAME} II", "company": NUMBER}, 200, 500),
    ("manager", "PATCH", CONTACT, {"status": NAME, "owner": NUMBER}, 400, 400),
    ("manager", "PUT", CONTACT, {"name": NAME, "phone_numbers": [{"e164": NAME}]}, 400, 400),
    ("manager", "POST", f"{CONTACT}/notes", {"text": f"{NAME}, {NUMBER}"}, 201, 500),
    ("manager", "POST", f"{CONTACT}/merge", {"duplicate": "{other}"}, 200, 500),
    ("manager", "POST", f"{CONTACT}/merge", {"duplicate": NAME}, 400, 400),
    ("manager", "DELETE", CONTACT, None, 204, 500),
    ("manager", "GET", f"/v1/contacts/{NUMBER}", None, 404, 404),
    ("manager", "GET", f"/v1/contacts/{NAME}/timeline/", None, 404, 404),
    # Calls.
    ("manager", "GET", f"/v1/calls?search={NATIONAL}", None, 200, 500),
    ("manager", "GET", f"/v1/calls?number={NUMBER}&agent={NAME}", None, 400, 400),
    ("manager", "GET", CALL, None, 200, 500),
    ("manager", "PATCH", CALL, {"outcome": NAME}, 400, 500),
    ("manager", "PATCH", CALL, {"number_raw": NUMBER}, 400, 500),
    ("manager", "POST", f"{CALL}/notes", {"text": NAME, "at_seconds": NUMBER}, 400, 500),
    ("manager", "PUT", f"{CALL}/contact", {"contact": NAME}, 400, 500),
    ("manager", "GET", f"{CALL}/recording?name={NAME}", None, 400, 400),
    ("manager", "GET", f"{CALL}/recording", None, 200, 500),
    # Pages and the admin.
    ("manager", "GET", f"/admin/contacts/contact/?q={NUMBER}", None, 200, 500),
    ("manager", "GET", f"/admin/contacts/contact/?q={NAME}", None, 200, 500),
    ("manager", "GET", f"/admin/calls/calllog/?q={NATIONAL}", None, 200, 500),
    ("manager", "GET", f"/admin/contacts/contact/?zyxomma={NUMBER}", None, 400, 400),
    ("manager", "GET", f"/admin/contacts/contact/{NUMBER}/change/", None, 302, 302),
    ("manager", "GET", "/admin/contacts/contact/{contact}/change/", None, 200, 500),
    ("manager", "FORM", "/admin/contacts/contact/add/", ADMIN_CONTACT, 200, 500),
    ("manager", "GET", f"/{NAME}/{NUMBER}", None, 404, 404),
    # Whoever comes along.
    ("nobody", "FORM", "/accounts/sign-in", {"username": NAME, "password": NUMBER}, 200, 200),
    ("nobody", "FORM", f"/accounts/sign-in?next=/{NAME}", {"username": NUMBER}, 200, 200),
    ("nobody", "GET", f"/v1/contacts?search={NAME}", None, 401, 401),
    ("token", "GET", "/v1/contacts", None, 401, 401),
    ("host", "GET", f"/?search={NUMBER}", None, 400, 400),
]


@pytest.fixture
def told(capfd):
    """Everything that goes into the log from here on, in both forms, and what reaches stderr."""
    written = io.StringIO()
    handlers = []
    for form in (LineFormatter, JsonFormatter):
        handler = logging.StreamHandler(written)
        handler.setFormatter(form())
        handler.addFilter(RequestIdFilter())
        handlers.append(handler)
    root = logging.getLogger()
    root.handlers += handlers
    yield lambda: written.getvalue() + capfd.readouterr().err
    for handler in handlers:
        root.removeHandler(handler)


@pytest.fixture
def world(agent, manager, phone, client_of):
    """A customer with the odd number and name, a call of theirs, and everybody who may ask."""
    contact = made_contact(NAME, e164=NUMBER)
    other = made_contact(f"{NAME} the other", e164="+447700900463")
    call = recorded_call(agent, contact=contact, number_e164=NUMBER, number_raw=NATIONAL)
    unheard = {"user_agent": f"{NAME}'s phone", "referer": f"http://crm/?q={NUMBER}"}
    unheard |= {"x-request-id": NUMBER[1:], "cookie": f"name={NAME}"}
    anybody = Client(raise_request_exception=False, headers=unheard)
    return {
        "ids": {"{contact}": str(contact.pk), "{other}": str(other.pk), "{call}": str(call.pk)},
        "phone": phone,
        "manager": client_of(manager),
        "nobody": anybody,
        "token": Client(
            raise_request_exception=False, headers={"authorization": f"Bearer {TOKEN}"}
        ),
        "host": Client(raise_request_exception=False, headers={"host": "zyxomma.example"}),
    }


def with_ids(world, text: str) -> str:
    for name, value in world["ids"].items():
        text = text.replace(name, value)
    return text


def go(world, caller, method, address, body):
    client = world[caller]
    if method == "UPLOAD":
        fields = {"key": "k", "audio": "speech.amr", **body}
        return client.upload(fields.pop("audio"), key=fields.pop("key"), **fields)
    headers = {}
    if caller == "phone":
        client, headers = world["nobody"], world["phone"].headers
    if method == "FORM":
        return client.post(with_ids(world, address), body, headers=headers)
    text = body if isinstance(body, str) else json.dumps(body)
    return client.generic(
        method,
        with_ids(world, address),
        with_ids(world, text) if body is not None else "",
        content_type="application/json",
        headers=headers,
    )


def break_on_customers(execute, sql, params, many, context):
    if any(f'"{table}"' in sql or f" {table} " in sql for table in TOUCHES_CUSTOMERS):
        raise DataError(f'invalid input: "{NAME}"\nDETAIL:  Key (e164)=({NUMBER}).')
    return execute(sql, params, many, context)


def traces_in(text: str) -> list[str]:
    """The lines that tell of the customer."""
    return [line for line in text.splitlines() if any(trace in line.lower() for trace in TRACES)]


def job_arguments() -> str:
    return json.dumps(list(ProcrastinateJob.objects.values_list("args", "lock", "queueing_lock")))


def content_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "flow", FLOWS, ids=[f"{number}-{flow[1]}-{flow[4]}" for number, flow in enumerate(FLOWS)]
)
def test_a_flow_tells_engineers_nothing_of_the_customer(world, told, flow):
    *request, status, status_when_broken = flow

    with connection.execute_wrapper(break_on_customers):
        broken = go(world, *request)
    answer = go(world, *request)

    page, broken_page = content_of(answer), content_of(broken)

    assert (answer.status_code, broken.status_code) == (status, status_when_broken), page
    log = told()
    assert traces_in(log) == []
    assert status_when_broken < 500 or "DataError" in log
    assert broken.status_code < 500 or traces_in(broken_page) == []
    assert traces_in(Client().get("/metrics").content.decode()) == []
    assert traces_in(job_arguments()) == []


def test_there_are_fifty_flows():
    assert len(FLOWS) >= 50


@pytest.mark.django_db
def test_without_our_forms_the_canary_would_be_seen(world, caplog):
    with connection.execute_wrapper(break_on_customers):
        go(world, "manager", "GET", f"/v1/contacts?search={NAME}", None)

    assert traces_in(caplog.text) != []


def test_a_job_that_breaks_tells_nothing_of_the_customer(
    transactional_db, agent, told, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError(f"{NAME} {NUMBER}")

    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setattr("calls.services.process_recording.process", fail)
    contact = made_contact(NAME, e164=NUMBER)
    call = recorded_call(agent, status=RecordingStatus.STORED, contact=contact, number_e164=NUMBER)
    enqueue_processing(recording_id=call.recording.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [MAX_ATTEMPTS])

    async def work():
        async with app.open_async():
            await app.run_worker_async(
                queues=[Queue.INTERACTIVE.value],
                wait=False,
                install_signal_handlers=False,
                listen_notify=False,
            )

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(work())

    log = told()
    assert "RuntimeError" in log
    assert traces_in(log) == []
    assert traces_in(job_arguments()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command",
    [
        ("reconcile_recordings",),
        ("sweep_uploads",),
        ("retry_dead_letters",),
        ("doctor", "--json"),
    ],
    ids=lambda command: command[0],
)
def test_what_engineers_run_tells_nothing_of_the_customer(agent, told, command):
    contact = made_contact(NAME, e164=NUMBER)
    call = recorded_call(agent, contact=contact, number_e164=NUMBER)
    made_call(agent, contact=contact, number_e164=NUMBER)
    enqueue_processing(recording_id=call.recording.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")

    out = io.StringIO()
    call_command(*command, stdout=out)

    assert out.getvalue()
    assert traces_in(out.getvalue() + told()) == []


@pytest.mark.django_db
def test_a_password_that_is_right_is_not_told_either(told):
    somebody = person("zyxomma", Role.AGENT)
    somebody.set_password(PASSWORD)
    somebody.save()

    answer = Client().post("/accounts/sign-in", {"username": "zyxomma", "password": PASSWORD})
    Client(headers=bearer(somebody)).get("/v1/me")

    assert answer.status_code == 302
    assert traces_in(told()) == []
