from datetime import timedelta

import pytest
from django.test import Client

from calls.models import Listen
from tests.calls.made_calls import STARTED_AT, made_call, recorded_call
from tests.cast import bearer

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(agent, support):
    """A call that two people heard, sana last."""
    made = recorded_call(agent)
    for minutes, (listener, kind) in enumerate([(agent, "play"), (support, "download")]):
        Listen.objects.create(
            recording=made.recording,
            listener=listener,
            kind=kind,
            created_at=STARTED_AT + timedelta(minutes=minutes),
        )
    return made


def test_a_manager_reads_who_listened_newest_first(call, agent, support, manager, client_of):
    answer = client_of(manager).get(f"/v1/calls/{call.pk}/listens")

    last, first = Listen.objects.order_by("-created_at")
    assert answer.json() == {
        "results": [
            {
                "id": str(last.pk),
                "listener": {"id": str(support.pk), "username": "sana", "name": "Sana"},
                "kind": "download",
                "created_at": "2026-11-20T09:31:00Z",
                "heard_until_seconds": None,
            },
            {
                "id": str(first.pk),
                "listener": {"id": str(agent.pk), "username": "amira", "name": "Amira"},
                "kind": "play",
                "created_at": "2026-11-20T09:30:00Z",
                "heard_until_seconds": None,
            },
        ],
        "next": None,
        "previous": None,
        "limit": 50,
    }


def test_how_far_each_has_come_stands_with_what_they_played(
    call, agent, support, manager, client_of
):
    for listener, seconds in ((agent, 7.5), (support, 3)):
        client_of(listener).put(
            f"/v1/calls/{call.pk}/position", {"seconds": seconds}, content_type="application/json"
        )

    listens = client_of(manager).get(f"/v1/calls/{call.pk}/listens").json()["results"]

    # Sana's player told, but she fetched the file: how far she came in it nobody knows.
    assert [(row["kind"], row["heard_until_seconds"]) for row in listens] == [
        ("download", None),
        ("play", 7.5),
    ]


@pytest.mark.parametrize("listener", ["agent", "support", "supervisor"])
def test_how_far_others_have_come_is_for_those_who_may_see_listens(
    call, request, client_of, listener
):
    answer = client_of(request.getfixturevalue(listener)).get(f"/v1/calls/{call.pk}/listens")

    assert answer.status_code == 403
    assert "heard_until_seconds" not in answer.json()


def test_pages_follow_one_another(call, auditor):
    headers = bearer(auditor, "calls:read")
    client = Client()
    first = client.get(f"/v1/calls/{call.pk}/listens?limit=1&count=true", headers=headers).json()
    second = client.get(first["next"], headers=headers).json()

    names = [page["results"][0]["listener"]["username"] for page in (first, second)]
    assert names == ["sana", "amira"]
    assert first["count"] == {"value": 2, "is_capped": False}
    assert second["next"] is None


def test_another_calls_listens_and_calls_without_audio_are_left_out(
    call, agent, manager, client_of
):
    silent = made_call(agent)

    answer = client_of(manager).get(f"/v1/calls/{silent.pk}/listens")

    assert answer.json()["results"] == []


@pytest.mark.parametrize("number", [2, 20])
def test_a_page_costs_the_same_queries_however_many_there_are(
    call, agent, manager, client_of, django_assert_num_queries, number
):
    for _ in range(number - 2):
        Listen.objects.create(recording=call.recording, listener=agent, kind="play")
    client = client_of(manager)

    # Session, user, their permissions and their role's; the call, its listens with their people.
    with django_assert_num_queries(6):
        answer = client.get(f"/v1/calls/{call.pk}/listens")

    assert len(answer.json()["results"]) == number


def test_a_typo_in_a_parameter_is_refused(call, manager, client_of):
    answer = client_of(manager).get(f"/v1/calls/{call.pk}/listens?kind=play")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "kind"
