import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from calls.models import CallLog, CallNote, Outcome
from calls.services.link_call import link_call
from tests.calls.made_calls import made_call, made_contact, recorded_call

pytestmark = pytest.mark.django_db


def problem(answer, status):
    assert answer.status_code == status, answer.content
    return answer.json()["code"], [
        (error["field"], error["code"]) for error in answer.json()["errors"]
    ]


def send(client, method, path, body=None):
    return getattr(client, method)(path, body, content_type="application/json")


def test_outcome_and_direction_are_annotated(agent, support, client_of):
    call = made_call(agent)

    answer = send(
        client_of(support),
        "patch",
        f"/v1/calls/{call.pk}",
        {"outcome": "Resolved", "direction": "inbound"},
    )

    assert answer.status_code == 200
    assert (answer.json()["outcome"], answer.json()["direction"]) == ("Resolved", "inbound")
    call.refresh_from_db()
    assert (call.outcome.name, call.direction) == ("Resolved", "inbound")
    assert call.updated_at > call.created_at


def test_an_outcome_is_taken_back(agent, support, client_of):
    call = made_call(agent, outcome=Outcome.objects.first())

    answer = send(client_of(support), "patch", f"/v1/calls/{call.pk}", {"outcome": None})

    assert answer.json()["outcome"] is None


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"started_at": "2026-01-01T00:00:00Z"}, [("started_at", "read_only_field")]),
        ({"recording": {}}, [("recording", "read_only_field")]),
        ({"note": "hello"}, [("note", "unknown_field")]),
        ({"outcome": "Nothing"}, [("outcome", "does_not_exist")]),
        ({"outcome": 3}, [("outcome", "does_not_exist")]),
        ({"outcome": ["Resolved"]}, [("outcome", "does_not_exist")]),
        ({"outcome": "Resolved\0"}, [("outcome", "does_not_exist")]),
        ({"direction": "up"}, [("direction", "invalid_choice")]),
        ({"direction": None}, [("direction", "null")]),
        ({"contact": "ada"}, [("contact", "invalid")]),
        (
            {"contact": "01a202ae-d180-7689-89fa-044debba0471"},
            [("contact", "does_not_exist")],
        ),
        (["outcome"], [("", "invalid")]),
    ],
)
def test_what_a_patch_refuses(agent, support, client_of, body, errors):
    call = made_call(agent)

    answer = send(client_of(support), "patch", f"/v1/calls/{call.pk}", body)

    assert problem(answer, 400) == ("invalid", errors)


def test_a_patch_changes_all_or_nothing(agent, support, client_of):
    call = made_call(agent, contact=made_contact("Ada"))
    other = made_contact("Bob", e164="+442079460002")

    body = {"outcome": "Resolved", "contact": str(other.pk)}
    answer = send(client_of(support), "patch", f"/v1/calls/{call.pk}", body)

    assert problem(answer, 403) == ("permission_denied", [])
    call.refresh_from_db()
    assert call.outcome is None


def counts(*contacts):
    for contact in contacts:
        contact.refresh_from_db()
    return [contact.call_count for contact in contacts]


def test_linking_counts_and_settles_what_was_asked_about_the_number(agent, support, client_of):
    contact = made_contact()
    call = made_call(agent, needs_attention=True, attention_reason="shared_number")

    answer = send(
        client_of(support), "put", f"/v1/calls/{call.pk}/contact", {"contact": str(contact.pk)}
    )

    assert answer.status_code == 200
    assert answer.json()["contact"]["id"] == str(contact.pk)
    assert (answer.json()["needs_attention"], answer.json()["attention_reason"]) == (False, None)
    assert counts(contact) == [1]
    assert contact.last_call_at == call.started_at


def test_linking_does_not_settle_a_wrong_clock(agent, support, client_of):
    contact = made_contact()
    call = made_call(agent, needs_attention=True, attention_reason="started_in_future")

    answer = send(
        client_of(support), "put", f"/v1/calls/{call.pk}/contact", {"contact": str(contact.pk)}
    )

    assert answer.json()["needs_attention"] is True


def test_support_may_not_take_a_call_from_a_contact(agent, support, client_of):
    contact, other = made_contact(), made_contact("Bob", e164="+442079460002")
    call = made_call(agent, contact=contact)
    client = client_of(support)

    moved = send(client, "put", f"/v1/calls/{call.pk}/contact", {"contact": str(other.pk)})
    unlinked = send(client, "delete", f"/v1/calls/{call.pk}/contact")
    patched = send(client, "patch", f"/v1/calls/{call.pk}", {"contact": None})

    assert [answer.status_code for answer in (moved, unlinked, patched)] == [403, 403, 403]
    call.refresh_from_db()
    assert call.contact == contact


def test_support_may_link_the_call_of_a_deleted_contact(agent, support, client_of):
    deleted = made_contact(deleted_at=timezone.now(), e164=None)
    contact = made_contact("Bob")
    call = made_call(agent, contact=deleted)

    answer = send(
        client_of(support), "put", f"/v1/calls/{call.pk}/contact", {"contact": str(contact.pk)}
    )

    assert answer.status_code == 200


def test_a_supervisor_moves_a_call(agent, supervisor, client_of):
    contact, other = made_contact(), made_contact("Bob", e164="+442079460002")
    call = made_call(agent, contact=contact)
    contact.call_count = 1
    contact.save()

    answer = send(
        client_of(supervisor), "put", f"/v1/calls/{call.pk}/contact", {"contact": str(other.pk)}
    )

    assert answer.json()["contact"]["name"] == "Bob"
    assert counts(contact, other) == [0, 1]


def test_a_supervisor_unlinks_a_call_again_and_again(agent, supervisor, client_of):
    contact = made_contact(call_count=1)
    call = made_call(agent, contact=contact)
    client = client_of(supervisor)

    answers = [send(client, "delete", f"/v1/calls/{call.pk}/contact") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["contact"] is None
    assert counts(contact) == [0]


def test_what_linking_refuses(agent, support, client_of):
    survivor = made_contact()
    deleted = made_contact(e164=None, deleted_at=timezone.now())
    merged = made_contact(e164=None, deleted_at=timezone.now(), merged_into=survivor)
    call = made_call(agent)
    client, path = client_of(support), f"/v1/calls/{call.pk}/contact"

    def refusal(body):
        return problem(send(client, "put", path, body), 400)

    assert refusal({}) == ("invalid", [("contact", "required")])
    assert refusal({"contact": None}) == ("invalid", [("contact", "null")])
    assert refusal({"contact": str(call.pk)}) == ("invalid", [("contact", "invalid")])
    assert refusal({"contact": str(deleted.pk)}) == ("invalid", [("contact", "invalid")])
    assert refusal({"contact": str(merged.pk)}) == (
        "contact_is_merged",
        [("contact", "contact_is_merged")],
    )
    assert refusal({"contact": str(survivor.pk), "why": "x"}) == (
        "invalid",
        [("why", "unknown_field")],
    )


def test_attention_is_dismissed_without_linking(agent, support, client_of):
    call = made_call(agent, needs_attention=True, attention_reason="withheld")
    client = client_of(support)

    answers = [client.post(f"/v1/calls/{call.pk}/contact/dismiss") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].json()["needs_attention"] is False
    assert answers[1].json()["contact"] is None


def test_the_first_reviewer_stands(agent, support, supervisor, client_of):
    call = made_call(agent)

    first = client_of(support).put(f"/v1/calls/{call.pk}/review").json()
    again = client_of(supervisor).put(f"/v1/calls/{call.pk}/review").json()
    reopened = client_of(supervisor).delete(f"/v1/calls/{call.pk}/review").json()
    reopened_again = client_of(supervisor).delete(f"/v1/calls/{call.pk}/review")

    assert first["reviewed_by"]["username"] == "sana"
    assert (again["reviewed_by"], again["reviewed_at"]) == (
        first["reviewed_by"],
        first["reviewed_at"],
    )
    assert (reopened["reviewed_by"], reopened["reviewed_at"]) == (None, None)
    assert reopened_again.status_code == 200


def test_a_note_is_written_and_listed(agent, support, client_of, django_assert_num_queries):
    call = made_call(agent)
    client, path = client_of(support), f"/v1/calls/{call.pk}/notes"

    first = send(client, "post", path, {"text": "Wants a quote", "at_seconds": 1.5})
    second = send(client, "post", path, {"text": "Call back"})

    assert (first.status_code, second.status_code) == (201, 201)
    note = CallNote.objects.get(text="Wants a quote")
    assert first.json() == {
        "id": str(note.pk),
        "author": {"id": str(support.pk), "username": "sana", "name": "Sana"},
        "text": "Wants a quote",
        "at_seconds": 1.5,
        "created_at": note.created_at.isoformat().replace("+00:00", "Z"),
    }
    # Session, person, their rights (two), the call, its notes.
    with django_assert_num_queries(6):
        page = client.get(path).json()
    assert page == {
        "results": [second.json(), first.json()],
        "next": None,
        "previous": None,
        "limit": 50,
    }
    assert client.get(f"/v1/calls/{call.pk}").json()["note_count"] == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": None}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "x", "at_seconds": -1}, "at_seconds"),
        ({"text": "x", "at_seconds": "nan"}, "at_seconds"),
        ({"text": "x", "at_seconds": "inf"}, "at_seconds"),
        # The recording is 10.99 seconds long.
        ({"text": "x", "at_seconds": 11}, "at_seconds"),
        ({"text": "x", "author": "amira"}, "author"),
    ],
)
def test_what_a_note_refuses(agent, support, client_of, body, field):
    call = recorded_call(agent, recording={"duration_seconds": 10.99})

    answer = send(client_of(support), "post", f"/v1/calls/{call.pk}/notes", body)

    code, errors = problem(answer, 400)
    assert (code, [name for name, _ in errors]) == ("invalid", [field])
    assert not CallNote.objects.exists()


def test_a_deleted_call_is_hidden_and_comes_back(agent, manager, client_of):
    contact = made_contact(call_count=1)
    call = made_call(agent, contact=contact)
    client, path = client_of(manager), f"/v1/calls/{call.pk}"

    deleted = client.delete(path)
    gone = [client.get(path), client.delete(path), client.get(f"{path}/recording")]
    hidden_count = counts(contact)
    restored = client.post(f"{path}/restore")
    restored_again = client.post(f"{path}/restore")

    assert (deleted.status_code, deleted.content) == (204, b"")
    assert [answer.status_code for answer in gone] == [404, 404, 404]
    assert hidden_count == [0]
    assert (restored.status_code, restored_again.status_code) == (200, 200)
    assert restored.json()["id"] == str(call.pk)
    assert counts(contact) == [1]


def test_a_call_deleted_long_ago_stays_deleted(agent, manager, client_of):
    call = made_call(agent, deleted_at=timezone.now() - timedelta(days=30, minutes=1))

    answer = client_of(manager).post(f"/v1/calls/{call.pk}/restore")

    assert problem(answer, 410) == ("call_deleted", [])
    assert not CallLog.objects.live().exists()


@pytest.mark.django_db(transaction=True)
def test_moves_in_both_directions_neither_deadlock_nor_miscount(agent, manager):
    one, two = made_contact(), made_contact("Bob", e164="+442079460002")
    calls = [made_call(agent, contact=one) for _ in range(4)]
    failures = []

    def move(call, contacts):
        try:
            for contact in contacts * 5:
                link_call(call_id=call.pk, by=manager, contact_id=contact.pk)
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=move, args=(call, [two, one] if position % 2 else [one, two]))
        for position, call in enumerate(calls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert counts(one, two) == [2, 2]


def test_outcomes_are_listed_in_their_order(agent, client_of):
    answer = client_of(agent).get("/v1/outcomes")

    assert answer.status_code == 200
    assert answer.json() == {
        "results": [
            {"id": str(outcome.pk), "name": outcome.name, "position": outcome.position}
            for outcome in Outcome.objects.order_by("position")
        ]
    }
    assert answer.json()["results"]
