"""Who may do what with a call: 200s for the right, 403 for those without it, 404 out of sight."""

import pytest

from tests.calls.made_calls import made_contact, recorded_call
from tests.cast import bearer

pytestmark = pytest.mark.django_db

UNKNOWN = "01a202ae-d180-7689-89fa-044debba0471"
ROUTES = {
    "list": ("get", "/v1/calls", None),
    "read": ("get", "/v1/calls/{call}", None),
    "annotate": ("patch", "/v1/calls/{call}", {"outcome": "Resolved"}),
    "link by patch": ("patch", "/v1/calls/{call}", {"contact": "{contact}"}),
    "notes": ("get", "/v1/calls/{call}/notes", None),
    "write a note": ("post", "/v1/calls/{call}/notes", {"text": "hello"}),
    "review": ("put", "/v1/calls/{call}/review", None),
    "reopen": ("delete", "/v1/calls/{call}/review", None),
    "link": ("put", "/v1/calls/{call}/contact", {"contact": "{contact}"}),
    "unlink": ("delete", "/v1/calls/{call}/contact", None),
    "dismiss": ("post", "/v1/calls/{call}/contact/dismiss", None),
    "listen": ("get", "/v1/calls/{call}/recording", None),
    "delete": ("delete", "/v1/calls/{call}", None),
    "restore": ("post", "/v1/calls/{call}/restore", None),
    "outcomes": ("get", "/v1/outcomes", None),
}
READING = {"list", "read", "notes", "outcomes"}
AGENT = READING | {"listen"}
SUPPORT = AGENT | {
    *("annotate", "link by patch", "write a note", "review", "reopen", "link", "dismiss")
}
SUPERVISOR = SUPPORT | {"unlink"}
MANAGER = SUPERVISOR | {"delete", "restore"}
MAY = {
    "agent": AGENT,
    "support": SUPPORT,
    "supervisor": SUPERVISOR,
    "manager": MANAGER,
    "auditor": READING,
    "stranger": set(),
}


def read(answer):
    """To its end, as a player does: that closes the file."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


NEEDS_WRITE_SCOPE = set(ROUTES) - READING - {"listen"}


def ask(client, route, call_id, contact_id, headers=None):
    method, path, body = ROUTES[route]
    if body:
        body = {
            name: str(contact_id) if value == "{contact}" else value for name, value in body.items()
        }
    return getattr(client, method)(
        path.format(call=call_id), body, content_type="application/json", headers=headers or {}
    )


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("route", ROUTES)
def test_what_each_role_may_do(agent, client_of, request, role, route):
    call, contact = recorded_call(agent), made_contact()

    answer = ask(client_of(request.getfixturevalue(role)), route, call.pk, contact.pk)
    read(answer)

    is_allowed = route in MAY[role]
    assert answer.status_code in ({200, 201, 204} if is_allowed else {403}), answer.content
    if not is_allowed:
        is_seen_but_not_heard = (role, route) == ("auditor", "listen")
        code = "may_not_listen" if is_seen_but_not_heard else "permission_denied"
        assert answer.json()["code"] == code


@pytest.mark.parametrize("role", ["agent", "colleague", "support", "supervisor"])
@pytest.mark.parametrize("route", [route for route in ROUTES if "{call}" in ROUTES[route][1]])
def test_a_call_out_of_sight_is_not_there(
    agent, manager, other_team, client_of, request, role, route
):
    user = request.getfixturevalue(role)
    hidden = recorded_call(manager, team=other_team)
    contact = made_contact()

    answer = ask(client_of(user), route, hidden.pk, contact.pk)
    unknown = ask(client_of(user), route, UNKNOWN, contact.pk)

    # Who may not do it at all needn't be told whether the call is there.
    may = MAY["agent" if role == "colleague" else role]
    assert answer.status_code == unknown.status_code == (404 if is_asked(route, may) else 403)
    assert answer.json()["detail"] == unknown.json()["detail"]


def is_asked(route, may):
    return route in may or route in ("annotate", "link by patch")


def test_a_colleague_of_the_same_team_sees_nothing(agent, colleague, client_of):
    call = recorded_call(agent)

    assert client_of(colleague).get(f"/v1/calls/{call.pk}").status_code == 404
    assert client_of(colleague).get(f"/v1/calls/{call.pk}/recording").status_code == 404


@pytest.mark.parametrize("route", ROUTES)
def test_a_phone_may_only_upload(agent, phone, route):
    call = recorded_call(agent)

    answer = ask(phone.client, route, call.pk, made_contact().pk, phone.headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


@pytest.mark.parametrize("route", ROUTES)
def test_a_program_needs_the_scope(agent, manager, client, route):
    call, contact = recorded_call(agent), made_contact()
    scope = "calls:write" if route in NEEDS_WRITE_SCOPE else "calls:read"
    others = {"contacts:read", "contacts:write", "calls:read", "calls:write"} - {scope}

    without = ask(client, route, call.pk, contact.pk, bearer(manager, *others))
    with_scope = ask(client, route, call.pk, contact.pk, bearer(manager, scope))
    read(with_scope)

    assert (without.status_code, without.json()["code"]) == (403, "insufficient_scope")
    assert with_scope.status_code in {200, 201, 204}


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_is_let_in_unnamed(agent, client, route):
    answer = ask(client, route, recorded_call(agent).pk, UNKNOWN)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_call_of_a_team_that_support_left_is_gone(agent, support, client_of):
    call = recorded_call(agent)
    support.teams.clear()

    assert client_of(support).get(f"/v1/calls/{call.pk}").status_code == 404
