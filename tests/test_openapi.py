"""The OpenAPI document is valid, and the real application answers as it says."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.models import User
from accounts.permissions import Scope
from callcrm.api.documentation import TAGS, openapi_document
from callcrm.api.problems import PROBLEMS
from calls.models import CallLog, CallNote, Recording
from contacts.models import Contact, ContactNote, ContactStatus, PhoneNumber
from tests.cast import Phone, bearer

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
CASES, CASES_OF_LONG_TEST = 300, 3_000
# What the strategies may name, so that half of the cases meet something that is there.
THERE = {"call_id": str(UUID(int=1)), "contact_id": str(UUID(int=2))}
DUPLICATE_ID = str(UUID(int=3))
# What hardly any generated body is: accepted.
ACCEPTED = {
    "POST /v1/calls/upload": {
        "phone_number": "+442079460777",
        "started_at": "2026-11-20T09:30:00Z",
        "audio": b"RIFF",
    },
    "POST /v1/contacts": {"name": "Grace", "phone_number": "+442079460778"},
    "POST /v1/contacts/{contact_id}/merge": {"duplicate": DUPLICATE_ID},
    "PUT /v1/calls/{call_id}/contact": {"contact": DUPLICATE_ID},
}

application = get_wsgi_application()


def server(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The application, and what a server does: it closes each answer."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


API = schemathesis.openapi.from_wsgi("/v1/openapi.json", server)
OPERATIONS = {each.ok().label: each.ok() for each in API.get_all_operations()}


# --- The document -------------------------------------------------------------------------------


@pytest.fixture
def document() -> dict[str, Any]:
    return json.loads(openapi_document())


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from (each for each in path.values() if "operationId" in each)


def test_the_document_is_valid_and_made_without_a_warning():
    written = StringIO()
    call_command(
        *("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json"), stdout=written
    )

    document = json.loads(written.getvalue())
    assert document["openapi"] == "3.1.0"
    validate(document, cls=OpenAPIV31SpecValidator)


def test_the_served_document_is_that_one(client, document):
    answer = client.get("/v1/openapi.json")

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == document
    validate(answer.json(), cls=OpenAPIV31SpecValidator)


def test_operations_have_readable_names_known_tags_and_words(document):
    every = list(operations(document))
    names = [each["operationId"] for each in every]

    assert len(names) == len(set(names)) > 25
    assert [name for name in names if not name.replace("_", "").isalpha()] == []
    assert {tag for each in every for tag in each["tags"]} <= TAGS.keys()
    assert [
        each["operationId"]
        for each in every
        if not (each.get("summary") or each.get("description"))
    ] == []


def test_every_operation_tells_of_the_problems_that_all_have(document):
    for each in operations(document):
        assert {"400", "401", "403", "500", "503"} <= each["responses"].keys(), each["operationId"]
        assert each["security"][0] == {"bearer": []}
        assert "session" in each["security"][1]


def test_problems_are_documented_as_they_are_sent(client, document):
    problem = document["components"]["schemas"]["Problem"]
    sent = client.get("/v1/me").json()

    assert set(problem["required"]) == set(problem["properties"]) == sent.keys()
    assert problem["properties"]["code"]["enum"] == sorted(PROBLEMS)
    assert {
        status
        for response in document["components"]["responses"].values()
        for status in response["content"]
    } == {"application/problem+json"}


def test_limits_and_formats_are_stated(document, settings):
    words = document["info"]["description"]

    assert f"{settings.MAX_UPLOAD_BYTES} bytes" in words
    assert "AMR" in words


def test_the_page_shows_the_document_with_files_of_our_own(client):
    answer = client.get("/v1/docs")
    page = answer.content.decode()

    assert 'data-document="/v1/openapi.json"' in page
    assert "http" not in page
    assert "<script>" not in page
    assert "<style" not in page
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "file",
    [
        "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js",
        "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css",
        "/static/portal/api-documentation.css",
        "/static/portal/api-documentation.js",
    ],
)
def test_the_files_of_the_page_are_there(client, file):
    answer = client.get(file)

    assert answer.status_code == 200
    assert answer.getvalue()


# --- The application against it -----------------------------------------------------------------


@pytest.fixture
def world(manager: User, phone: Phone) -> None:
    """A contact with a number, a note and a call that was recorded, under the known ids."""
    contact = Contact.objects.create(
        pk=THERE["contact_id"], name="Ada", status=ContactStatus.objects.get(is_default=True)
    )
    Contact.objects.create(pk=DUPLICATE_ID, name="Ada L.", status=contact.status)
    PhoneNumber.objects.create(contact=contact, e164="+442079460123", is_primary=True)
    ContactNote.objects.create(contact=contact, author=manager, text="Call again.")
    uploaded = phone.upload(key="there").json()
    call = CallLog.objects.get(pk=uploaded["id"])
    CallLog.objects.create(
        pk=THERE["call_id"],
        contact=contact,
        agent=call.agent,
        team=call.team,
        number_raw=call.number_raw,
        number_e164=call.number_e164,
        number_kind=call.number_kind,
        started_at=timezone.now(),
        recording_status="stored",
    )
    Recording.objects.filter(call=call).update(call=THERE["call_id"])
    CallNote.objects.create(call_id=THERE["call_id"], author=manager, text="Nice.", at_seconds=1.5)


def cases(operation: Any) -> st.SearchStrategy[Any]:
    """Valid requests, for ids that are there and that aren't, and invalid ones."""
    label = operation.label
    named = {name: id_ for name, id_ in THERE.items() if f"{{{name}}}" in label}
    bodies = [ACCEPTED[label]] if label in ACCEPTED else []
    return st.one_of(
        *(operation.as_strategy(path_parameters=named, body=body) for body in bodies),
        operation.as_strategy(path_parameters=named),
        operation.as_strategy(),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE, path_parameters=named),
    )


def hunt(operation: Any, *, headers: dict[str, str], count: int) -> None:
    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(operation))
    def run(case: schemathesis.Case) -> None:
        savepoint = transaction.savepoint()
        try:
            case.call_and_validate(headers=headers, checks=CHECKS)
        finally:
            transaction.savepoint_rollback(savepoint)

    run()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests through WSGI close connections whose transaction is open: the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers_for(manager: User, phone: Phone) -> Callable[[str], dict[str, str]]:
    """A phone uploads; a manager's program does everything else."""
    program = bearer(manager, *Scope)
    return lambda label: phone.headers if label.endswith("/upload") else program


@pytest.mark.django_db
@pytest.mark.usefixtures("world", "one_connection")
@pytest.mark.parametrize("label", OPERATIONS)
def test_no_answer_is_outside_the_document(label, headers_for):
    hunt(OPERATIONS[label], headers=headers_for(label), count=CASES // len(OPERATIONS))


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize(
    ("part", "lie"),
    [
        ("schema", {"type": "array"}),
        ("schema", {"type": "object", "required": ["shoe_size"]}),
        ("content_type", "text/plain"),
        ("status", "201"),
    ],
)
def test_an_answer_outside_the_document_is_found(part, lie, headers_for, document):
    responses = document["paths"]["/v1/me"]["get"]["responses"]
    match part:
        case "schema":
            responses["200"]["content"]["application/json"]["schema"] = lie
        case "content_type":
            responses["200"]["content"] = {lie: responses["200"]["content"]["application/json"]}
        case "status":
            responses[lie] = responses.pop("200")
    lying = schemathesis.openapi.from_dict(document)
    lying.app = server

    with pytest.raises(FailureGroup):
        hunt(lying["/v1/me"]["GET"], headers=headers_for("GET /v1/me"), count=1)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.usefixtures("world", "one_connection")
@pytest.mark.parametrize("label", OPERATIONS)
def test_no_answer_is_outside_the_document_however_often_one_asks(label, headers_for):
    hunt(OPERATIONS[label], headers=headers_for(label), count=CASES_OF_LONG_TEST // len(OPERATIONS))
