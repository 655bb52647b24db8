"""Who gets what: one line for every route and method of the project.

A cell says what its column's caller gets: `ok` (2xx), or a status. Addresses with a call in them
are asked for three calls, amira's (the agent's own), boris's (her team's) and one of another team;
the cell says which of them are there, and the others must look like a call that doesn't exist:
`own`, `team` (both of the team) or `all`. A 403 there may be a 404 where the call is out of sight.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.models import Team, Token, User
from accounts.permissions import Scope
from accounts.roles import Role
from calls.models import CallLog, Recording, Transcript, TranscriptSegment
from calls.services.process_recording import process_recording
from contacts.models import Contact, ContactStatus
from portal.models import SavedView
from tests.cast import bearer, enrolled_phone, person

TABLE = """
                                             anon stra agent supp supv mana audi phon revo narr
GET    /healthz                              ok   ok   ok    ok   ok   ok   ok   ok   ok   ok
GET    /readyz                               ok   ok   ok    ok   ok   ok   ok   ok   ok   ok
GET    /metrics                              ok   ok   ok    ok   ok   ok   ok   ok   ok   ok
GET    /v1/openapi.json                      ok   ok   ok    ok   ok   ok   ok   ok   ok   ok
GET    /v1/docs                              ok   ok   ok    ok   ok   ok   ok   ok   ok   ok

GET    /                                     302  302  302   302  302  302  302  302  302  302
GET    /portal                               302  302  302   302  302  302  302  302  302  302
GET    /portal/                              302  ok   ok    ok   ok   ok   ok   302  302  302
GET    /portal/{path}                        302  ok   ok    ok   ok   ok   ok   302  302  302
GET    /accounts/sign-in                     ok   302  302   302  302  302  302  ok   ok   ok
POST   /accounts/sign-in                     ok   302  302   302  302  302  302  ok   ok   ok
PUT    /accounts/sign-in                     ok   302  302   302  302  302  302  ok   ok   ok
POST   /accounts/sign-in-again               400  400  400   400  400  400  400  400  400  400
POST   /accounts/sign-out                    302  302  302   302  302  302  302  302  302  302
GET    /accounts/password                    302  ok   ok    ok   ok   ok   ok   302  302  302
POST   /accounts/password                    302  ok   ok    ok   ok   ok   ok   302  302  302
PUT    /accounts/password                    302  ok   ok    ok   ok   ok   ok   302  302  302

GET    /v1/me                                401  ok   ok    ok   ok   ok   ok   403  401  ok
GET    /v1/users                             401  403  ok    ok   ok   ok   ok   403  401  403
GET    /v1/teams                             401  403  ok    ok   ok   ok   ok   403  401  403
GET    /v1/statuses                          401  403  ok    ok   ok   ok   ok   403  401  403
GET    /v1/outcomes                          401  403  ok    ok   ok   ok   ok   403  401  403

GET    /v1/contacts                          401  403  ok    ok   ok   ok   ok   403  401  403
POST   /v1/contacts                          401  403  ok    ok   ok   ok   403  403  401  403
GET    /v1/contacts/{contact_id}             401  403  ok    ok   ok   ok   ok   403  401  403
PUT    /v1/contacts/{contact_id}             401  403  ok    ok   ok   ok   403  403  401  403
PATCH  /v1/contacts/{contact_id}             401  403  ok    ok   ok   ok   403  403  401  403
DELETE /v1/contacts/{contact_id}             401  403  403   403  403  ok   403  403  401  403
GET    /v1/contacts/{contact_id}/timeline    401  403  ok    ok   ok   ok   ok   403  401  403
GET    /v1/contacts/{contact_id}/notes       401  403  ok    ok   ok   ok   ok   403  401  403
POST   /v1/contacts/{contact_id}/notes       401  403  ok    ok   ok   ok   403  403  401  403
POST   /v1/contacts/{contact_id}/merge       401  403  403   ok   ok   ok   403  403  401  403
POST   /v1/contacts/{contact_id}/restore     401  403  403   403  403  ok   403  403  401  403
GET    /v1/contacts/{contact_id}/rhythm      401  403  ok   ok   ok   ok   ok   403  401  403
PUT    /v1/contacts/{contact_id}/review      401  403  ok   ok   ok   ok   403  403  401  403
DELETE /v1/contacts/{contact_id}/review      401  403  ok   ok   ok   ok   403  403  401  403

GET    /v1/reports/recordings                401  403  403   403  ok   ok   403  403  401  403

POST   /v1/phone-numbers/explain             401  403  ok    ok   ok   ok   ok   403  401  403

POST   /v1/calls/upload                      401  403  ok    ok   ok   ok   403  ok   401  403
GET    /v1/calls                             401  403  ok    ok   ok   ok   ok   403  401  403
GET    /v1/calls/{call_id}                   401  403  own   team team all  all  403  401  403
PATCH  /v1/calls/{call_id}                   401  403  403   team team all  403  403  401  403
DELETE /v1/calls/{call_id}                   401  403  403   403  403  all  403  403  401  403
POST   /v1/calls/{call_id}/restore           401  403  403   403  403  all  403  403  401  403
GET    /v1/calls/{call_id}/recording         401  403  own   team team all  403  403  401  403
GET    /v1/calls/{call_id}/playable          401  403  own   team team all  403  403  401  403
GET    /v1/calls/{call_id}/waveform          401  403  own   team team all  403  403  401  403
POST   /v1/calls/{call_id}/reprocess         401  403  403   team team all  403  403  401  403
GET    /v1/calls/{call_id}/transcript        401  403  own   team team all  403  403  401  403
PATCH  /v1/calls/{call_id}/transcript        401  403  403   team team all  403  403  401  403
GET    /v1/calls/{call_id}/listens           401  403  403   403  403  all  all  403  401  403
GET    /v1/calls/{call_id}/notes             401  403  own   team team all  all  403  401  403
POST   /v1/calls/{call_id}/notes             401  403  403   team team all  403  403  401  403
PUT    /v1/calls/{call_id}/review            401  403  403   team team all  403  403  401  403
DELETE /v1/calls/{call_id}/review            401  403  403   team team all  403  403  401  403
PUT    /v1/calls/{call_id}/contact           401  403  403   team team all  403  403  401  403
DELETE /v1/calls/{call_id}/contact           401  403  403   403  team all  403  403  401  403
POST   /v1/calls/{call_id}/contact/dismiss   401  403  403   team team all  403  403  401  403
GET    /v1/calls/export                      401  403  ok   ok   ok   ok   ok   403  401  403
PUT    /v1/calls/{call_id}/position          401  403  own  team team all  403  403  401  403
DELETE /v1/calls/{call_id}/position          401  403  own  team team all  403  403  401  403
GET    /v1/calls/{call_id}/matches           401  403  403  team team all  403  403  401  403
POST   /v1/calls/{call_id}/contact           401  403  403  team team all  403  403  401  403
POST   /v1/calls/{call_id}/contact/undo      401  403  403  team team all  403  403  401  403

GET    /v1/overview                          401  403  ok   ok   ok   ok   ok   403  401  403
GET    /v1/reports/team                      401  403  403  403  ok   ok   403  403  401  403
GET    /v1/review                            401  403  403  ok   ok   ok   403  403  401  403
GET    /v1/review/counts                     401  403  403  ok   ok   ok   403  403  401  403
GET    /v1/views                             401  403  ok   ok   ok   ok   ok   403  401  403
POST   /v1/views                             401  403  ok   ok   ok   ok   ok   403  401  403
PUT    /v1/views/order                       401  403  ok   ok   ok   400  ok   403  401  403
PATCH  /v1/views/{view_id}                   401  403  404  404  404  ok   404  403  401  403
DELETE /v1/views/{view_id}                   401  403  404  404  404  ok   404  403  401  403
"""
CALLERS = (
    *("anonymous", "stranger", "agent", "support", "supervisor", "manager", "auditor"),
    # A phone's token; a manager's token that was revoked; a manager's token without any scope.
    *("phone", "revoked", "narrow"),
)
THERE = {"own": {"own"}, "team": {"own", "team"}, "all": {"own", "team", "other"}}
# Left to Django and one rule: see the last test.
ADMIN = "/admin/"


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    for line in filter(None, TABLE.splitlines()[2:]):
        method, address, *cells = line.split()
        yield f"{method} {address}", dict(zip(CALLERS, cells, strict=True))


ROWS = dict(rows())


def routes(
    patterns: list[URLPattern | URLResolver], prefix: str = "/"
) -> Iterator[tuple[str, Any]]:
    """Every address, such as /v1/calls/{call_id}, with its view."""
    for pattern in patterns:
        address = prefix + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def methods(view: Any) -> set[str]:
    if actions := getattr(view, "actions", None):
        return {method.upper() for method in actions} - {"HEAD"}
    if view_class := getattr(view, "cls", None) or getattr(view, "view_class", None):
        own = {name for name in view_class.http_method_names if hasattr(view_class, name)}
        return {name.upper() for name in own - {"head", "options"}}
    return {"GET"}


def without_row(patterns: list[URLPattern | URLResolver]) -> set[str]:
    there = {
        f"{method} {address}"
        for address, view in routes(patterns)
        if not address.startswith(ADMIN)
        for method in methods(view)
    }
    return there - ROWS.keys()


def test_every_route_and_method_has_a_row():
    assert without_row(get_resolver().url_patterns) == set()


def test_every_row_has_a_route():
    there = {
        f"{method} {address}"
        for address, view in routes(get_resolver().url_patterns)
        for method in methods(view)
    }

    assert ROWS.keys() - there == set()


def test_a_new_route_without_a_row_is_found():
    class New(ViewSet):
        def list(self, request):
            return Response([])

    new = [
        path("v1/new/<uuid:call_id>", New.as_view({"get": "list", "delete": "list"})),
        path("new", lambda request: HttpResponse()),
    ]

    assert without_row([*get_resolver().url_patterns, *new]) == {
        "GET /v1/new/{call_id}",
        "DELETE /v1/new/{call_id}",
        "GET /new",
    }


# --- The world that is asked for ----------------------------------------------------------------


@pytest.fixture
def calls(agent: User, colleague: User, other_team: Team) -> dict[str, CallLog]:
    foreigner = person("greta", Role.AGENT, team=other_team)
    made = {
        whose: CallLog.objects.create(
            agent=user,
            team=user.team,
            number_raw="anonymous",
            number_kind="withheld",
            started_at=timezone.now(),
            needs_attention=True,
            attention_reason="withheld",
        )
        for whose, user in (("own", agent), ("team", colleague), ("other", foreigner))
    }
    for call in made.values():
        Recording.objects.create(call=call, status="absent", absent_reason="lost")
    return made


@pytest.fixture
def contacts(db: None) -> dict[str, str]:
    status = ContactStatus.objects.get(is_default=True)
    return {
        name: str(Contact.objects.create(name=name, status=status).pk)
        for name in ("contact_id", "other_contact_id")
    }


ABOUT_AUDIO = ("/transcript", "/recording", "/playable", "/waveform", "/reprocess")
BODIES = {
    "POST /v1/contacts": {"name": "Grace"},
    "PUT /v1/contacts/{contact_id}": {"name": "Grace"},
    "PATCH /v1/contacts/{contact_id}": {"company": "Navy"},
    "POST /v1/contacts/{contact_id}/notes": {"text": "Call again."},
    "POST /v1/contacts/{contact_id}/merge": {"duplicate": "{other_contact_id}"},
    "POST /v1/phone-numbers/explain": {"phone_number": "+442079460123"},
    "POST /v1/calls/upload": {
        "phone_number": "+442079460123",
        "started_at": "2026-11-20T09:30:00Z",
        "absent_reason": "lost",
    },
    "PATCH /v1/calls/{call_id}": {"direction": "inbound"},
    # Each call's segment has the call's own id: see `give_words`.
    "PATCH /v1/calls/{call_id}/transcript": {"segments": [{"id": "{call_id}", "text": "Hello."}]},
    "POST /v1/calls/{call_id}/notes": {"text": "Call again."},
    "PUT /v1/calls/{call_id}/contact": {"contact": "{contact_id}"},
    "POST /v1/calls/{call_id}/contact": {"name": "Grace"},
    "PUT /v1/calls/{call_id}/position": {"seconds": 1.5},
    "POST /v1/views": {"name": "To call back", "page": "calls", "query": "reviewed=false"},
    "PUT /v1/views/order": {"ids": []},
    "PATCH /v1/views/{view_id}": {"name": "Others"},
}


@pytest.fixture
def objects(
    row: str, calls: dict[str, CallLog], contacts: dict[str, str], manager: User
) -> dict[str, str]:
    """What addresses and bodies name; the calls by whose they are."""
    if row.endswith("/restore"):
        CallLog.objects.update(deleted_at=timezone.now())
        Contact.objects.filter(pk=contacts["contact_id"]).update(deleted_at=timezone.now())
    if row.endswith(ABOUT_AUDIO):
        give_audio(calls)
    if row.endswith("/transcript"):
        give_words(calls)
    view = SavedView.objects.create(owner=manager, name="Mine", page=SavedView.Page.CALLS)
    by_whose = {whose: str(call.pk) for whose, call in calls.items()}
    return {**contacts, **by_whose, "view_id": str(view.pk)}


def give_audio(calls: dict[str, CallLog]) -> None:
    """Put calls in their place that were uploaded with audio."""
    for whose, call in calls.items():
        answer = enrolled_phone(call.agent).upload()
        calls[whose] = CallLog.objects.get(pk=answer.json()["id"])
        process_recording(recording_id=calls[whose].recording.pk)


def give_words(calls: dict[str, CallLog]) -> None:
    for call in calls.values():
        transcript = Transcript.objects.create(recording=call.recording, status="ready")
        TranscriptSegment.objects.create(
            id=call.pk,
            transcript=transcript,
            position=0,
            start_seconds=0,
            end_seconds=1,
            text="Hi.",
        )


def filled(value: Any, names: dict[str, str]) -> Any:
    """With the names of what is there in place of {name}."""
    if isinstance(value, dict):
        return {key: filled(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, names) for each in value]
    return value.format(**names) if isinstance(value, str) else value


@pytest.fixture
def caller_of(request: pytest.FixtureRequest) -> Callable[[str], tuple[Client, dict[str, str]]]:
    """A column's client, and the headers that it sends."""

    def caller(name: str) -> tuple[Client, dict[str, str]]:
        client = Client(raise_request_exception=False)
        if name == "anonymous":
            return client, {}
        if name == "phone":
            return client, request.getfixturevalue("phone").headers
        if name == "revoked":
            headers = bearer(request.getfixturevalue("manager"), *Scope)
            newest = Token.objects.filter(user__role=Role.MANAGER).latest("created_at")
            Token.objects.filter(pk=newest.pk).update(revoked_at=timezone.now())
            return client, headers
        if name == "narrow":
            return client, bearer(request.getfixturevalue("manager"))
        user = request.getfixturevalue(name)
        client.force_login(user, backend="accounts.backends.RoleBackend")
        return client, {}

    return caller


def ask(
    caller: tuple[Client, dict[str, str]], row: str, objects: dict[str, str], call_id: str = ""
) -> int:
    """The status of a real request, undone afterwards."""
    client, headers = caller
    method, _, address = row.partition(" ")
    names = {**objects, "call_id": call_id, "path": "calls"}
    body = filled(BODIES.get(row, {}), names)
    is_form = "/accounts/" in row or "upload" in row
    kind = {} if is_form or method == "GET" else {"content_type": "application/json"}
    send = getattr(client, method.lower())
    # By hand: a claim is a transaction of its own, which Django checks on `atomic` blocks.
    savepoint = transaction.savepoint()
    address = address.format(**names)
    if row.endswith("/undo"):
        send(address.replace("/undo", "/dismiss"), headers=headers, **kind)
    answer = send(address, body or None, headers=headers, **kind)
    if answer.streaming:
        answer.getvalue()  # to its end, which closes the file
    transaction.savepoint_rollback(savepoint)
    return answer.status_code


# --- The matrix ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS)
def test_the_table_is_true(row, objects, caller_of):
    callers, wrong = {name: caller_of(name) for name in CALLERS}, {}
    for name, cell in ROWS[row].items():
        caller = callers[name]
        if "{call_id}" in row:
            got = {whose: ask(caller, row, objects, objects[whose]) for whose in THERE["all"]}
            nothing = ask(caller, row, objects, str(uuid.uuid4()))
        else:
            got, nothing = {"any": ask(caller, row, objects)}, 0
        if not is_as_told(cell, got, nothing):
            wrong[name] = f"told {cell}, got {got}, for nothing {nothing}"

    assert wrong == {}


def is_as_told(cell: str, got: dict[str, int], nothing: int) -> bool:
    if cell in THERE:
        allowed = {whose for whose, status in got.items() if status // 100 == 2}
        hidden = {status for whose, status in got.items() if whose not in allowed}
        return allowed == THERE[cell] and hidden <= {404} and nothing == 404
    if cell == "ok":
        return got["any"] // 100 == 2
    if cell == "403" and nothing == 404:
        return 403 in got.values() and set(got.values()) <= {403, 404}
    return set(got.values()) == {int(cell)}


@pytest.mark.parametrize(
    ("cell", "got", "nothing"),
    [
        ("own", {"own": 200, "team": 200, "other": 404}, 404),
        ("own", {"own": 200, "team": 403, "other": 404}, 404),  # tells that the call is there
        ("team", {"own": 200, "team": 500, "other": 404}, 404),
        ("all", {"own": 404, "team": 404, "other": 404}, 404),
        ("403", {"own": 200, "team": 404, "other": 404}, 404),
        ("403", {"own": 404, "team": 404, "other": 404}, 404),
        ("401", {"own": 403, "team": 401, "other": 401}, 401),
        ("ok", {"any": 302}, 0),
        ("403", {"any": 404}, 0),
    ],
)
def test_a_table_that_is_not_true_is_found(cell, got, nothing):
    assert not is_as_told(cell, got, nothing)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in CALLERS if name != "manager"])
def test_nobody_but_staff_sees_a_page_of_the_admin(caller_of, name):
    client, headers = caller_of(name)
    addresses = {
        re.sub(r"\{\w+\}|\(\?P<.*", "1", address)
        for address, _ in routes(get_resolver().url_patterns)
        if address.startswith(ADMIN)
    }
    answers = {address: client.get(address, headers=headers) for address in addresses}

    assert len(answers) > 10
    # 403 is the page that tells a signed-in person so.
    assert {answer.status_code for answer in answers.values()} <= {302, 403}
    assert answers[ADMIN].status_code == 302
