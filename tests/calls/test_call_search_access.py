from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.permissions import Scope
from calls.models import CallNote
from tests.calls.made_calls import STARTED_AT, made_call
from tests.calls.made_transcripts import transcribed_call
from tests.cast import bearer

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(agent, colleague, manager, other_team):
    """By name, the newest first. In each "refund" is said; the last ones have a note besides."""
    said = {
        "own": transcribed_call(agent, "a refund", started_at=STARTED_AT),
        "team's": transcribed_call(
            colleague, "a refund", started_at=STARTED_AT - timedelta(hours=1)
        ),
        "other": transcribed_call(
            manager, "a refund", team=other_team, started_at=STARTED_AT - timedelta(hours=2)
        ),
        "noted": transcribed_call(agent, "a refund", started_at=STARTED_AT - timedelta(hours=3)),
    }
    CallNote.objects.create(call=said["noted"], author=agent, text="refund")
    deleted = transcribed_call(agent, "a refund", deleted_at=STARTED_AT)
    CallNote.objects.create(call=deleted, author=agent, text="refund")
    return said


@pytest.mark.parametrize("most", [0, 1000], ids=["read newest first", "found by ids"])
@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("agent", ["own", "noted"]),
        ("colleague", ["team's"]),
        ("support", ["own", "team's", "noted"]),
        ("supervisor", ["own", "team's", "noted"]),
        ("manager", ["own", "team's", "other", "noted"]),
        # May read notes, but nothing of what was said.
        ("auditor", ["noted"]),
    ],
)
def test_who_finds_which_calls(calls, client_of, request, monkeypatch, role, names, most):
    monkeypatch.setattr("calls.querysets.MANY_CALLS", most)
    client = client_of(request.getfixturevalue(role))

    page = client.get("/v1/calls?search=refund&count=true").json()

    known = {str(call.pk): name for name, call in calls.items()}
    assert [known[call["id"]] for call in page["results"]] == names
    assert page["count"] == {"value": len(names), "is_capped": False}


@pytest.mark.parametrize("query", ["search=refund", "search=zeppelin", "search=0123&limit=1"])
def test_an_auditor_searches_as_if_nothing_had_been_said(agent, auditor, client_of, query):
    client = client_of(auditor)
    noted = made_call(agent)
    CallNote.objects.create(call=noted, author=agent, text="refund")
    address = f"/v1/calls?{query}&count=true"

    with CaptureQueriesContext(connection) as before:
        page_before = client.get(address).json()
    said = transcribed_call(agent, "a refund for the zeppelin", number_e164="+4930123456")
    with CaptureQueriesContext(connection) as after:
        page_after = client.get(address).json()

    assert page_after == page_before
    assert not any("search_vector" in query["sql"] for query in after.captured_queries)
    assert len(after) == len(before)
    assert said.number_e164 not in str(page_after)


def test_an_auditor_sees_no_fragment_of_a_call_found_by_its_note(calls, auditor, client_of):
    page = client_of(auditor).get("/v1/calls?search=refund").json()

    [call] = page["results"]
    assert [match["source"] for match in call["matches"]] == ["note"]


def test_a_program_listens_with_its_scope(calls, manager):
    client = Client(headers=bearer(manager, Scope.CALLS_READ))

    page = client.get("/v1/calls?search=refund").json()

    assert len(page["results"]) == 4
    assert page["results"][0]["matches"][0]["source"] == "transcript"


@pytest.mark.parametrize(("role", "number"), [("manager", 4), ("auditor", 1)])
def test_the_admin_finds_the_same(calls, request, client_of, role, number):
    user = request.getfixturevalue(role)
    User.objects.filter(pk=user.pk).update(is_staff=True)

    page = client_of(User.objects.get(pk=user.pk)).get("/admin/calls/calllog/?q=refund")

    assert page.status_code == 200
    assert page.context["cl"].result_count == number
