"""How far somebody has listened, the list that is asked for again and again, and its file."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from calls.models import CallNote, ListeningPosition
from tests.calls.made_calls import STARTED_AT, made_call, made_contact, recorded_call

pytestmark = pytest.mark.django_db


def position(client, call, seconds):
    return client.put(
        f"/v1/calls/{call.pk}/position", {"seconds": seconds}, content_type="application/json"
    )


def test_the_furthest_second_heard_stands_and_is_shown_to_its_listener_alone(
    agent, manager, client_of
):
    call = recorded_call(agent)
    mine, theirs = client_of(agent), client_of(manager)

    for seconds in (2.5, 7, 3):
        assert position(mine, call, seconds).status_code == 204

    (listed,) = mine.get("/v1/calls").json()["results"]
    assert listed["heard_until_seconds"] == 7
    assert listed["heard_at"].endswith("Z")
    assert mine.get(f"/v1/calls/{call.pk}").json()["heard_until_seconds"] == 7
    assert theirs.get(f"/v1/calls/{call.pk}").json()["heard_until_seconds"] is None
    assert ListeningPosition.objects.count() == 1


def test_nobody_hears_more_than_there_is(agent, client_of):
    call = recorded_call(agent, recording={"duration_seconds": 11.2})

    position(client_of(agent), call, 80_000)

    assert ListeningPosition.objects.get().heard_until_seconds == 11.2


@pytest.mark.parametrize("seconds", [-1, 86_401, "soon", None, [1]])
def test_a_second_that_cannot_be_meant_is_refused(agent, client_of, seconds):
    answer = position(client_of(agent), recorded_call(agent), seconds)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "seconds"


def test_who_may_not_listen_has_no_position(agent, auditor, client_of):
    assert position(client_of(auditor), recorded_call(agent), 1).status_code == 403


def test_a_call_can_be_unheard_again(agent, client_of):
    call, client = recorded_call(agent), client_of(agent)
    position(client, call, 5)

    answer = client.delete(f"/v1/calls/{call.pk}/position")

    assert answer.status_code == 204
    assert client.get(f"/v1/calls/{call.pk}").json()["heard_at"] is None


def test_heard_and_unheard_calls_can_be_listed(agent, client_of):
    heard, unheard = (
        recorded_call(agent),
        recorded_call(agent, started_at=STARTED_AT - timedelta(1)),
    )
    client = client_of(agent)
    position(client, heard, 5)

    def ids(query):
        page = client.get(f"/v1/calls?started_after=2026-11-01&{query}").json()
        return [call["id"] for call in page["results"]]

    assert ids("heard=true") == [str(heard.pk)]
    assert ids("heard=false") == [str(unheard.pk)]


def test_an_unchanged_list_is_not_sent_again(agent, client_of):
    made_call(agent)
    client = client_of(agent)
    first = client.get("/v1/calls")

    again = client.get(
        "/v1/calls", headers={"if-none-match": f'"other", W/{first.headers["ETag"]}'}
    )

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "private, no-cache"


def write_note(call):
    CallNote.objects.create(call=call, author=call.agent, text="Call again.")


def rename_contact(call):
    call.contact.name = "Grace"
    call.contact.save()


def hear(call):
    ListeningPosition.objects.create(call=call, listener=call.agent, heard_until_seconds=3)


def hide(call):
    type(call).objects.update(deleted_at=STARTED_AT)


@pytest.mark.parametrize(
    "change", [write_note, rename_contact, hear, hide], ids=lambda change: change.__name__
)
def test_whatever_shows_in_the_list_changes_its_tag(agent, client_of, change):
    call = made_call(agent, contact=made_contact())
    client = client_of(agent)
    tag = client.get("/v1/calls").headers["ETag"]
    change(call)

    again = client.get("/v1/calls", headers={"if-none-match": tag})

    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def exported(answer):
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:])))


def test_the_file_has_the_calls_of_the_list_and_is_safe_in_a_spreadsheet(
    agent, colleague, support, client_of, django_assert_num_queries
):
    made_call(agent, contact=made_contact("=1+1"))
    made_call(agent, direction="inbound")
    made_call(colleague, team=None)
    client = client_of(support)

    # Session, person, their rights (two), and the calls through a cursor.
    with django_assert_num_queries(5):
        answer = client.get("/v1/calls/export?direction=outbound")
        rows = exported(answer)

    assert [(row["contact"], row["direction"], row["phone"]) for row in rows] == [
        ("'=1+1", "outbound", "'+442079460123")
    ]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="calls-20')
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("query", ["directoin=inbound", "direction=x", "limit=5"])
def test_a_file_of_what_cannot_be_asked_for_is_refused(agent, client_of, query):
    assert client_of(agent).get(f"/v1/calls/export?{query}").status_code == 400
