"""A call that one person uploads and another has made."""

import pytest

from accounts.roles import Role
from calls.models import CallLog, CallNote
from tests.cast import AUDIO, bearer, person

pytestmark = pytest.mark.django_db


def upload(client, **fields):
    form = {"phone_number": "+442079460123", "started_at": "2026-11-20T09:30:00Z", **fields}
    with (AUDIO / "speech.m4a").open("rb") as audio:
        return client.post("/v1/calls/upload", {**form, "audio": audio})


@pytest.mark.parametrize("named_by", ["pk", "username"])
def test_a_call_belongs_to_who_was_named_and_says_who_uploaded_it(
    transactional_db, agent, supervisor, client_of, named_by
):
    client = client_of(supervisor)

    answer = upload(client, agent=str(getattr(agent, named_by)), note="From her old phone")

    assert answer.status_code == 201, answer.json()
    assert answer.json()["agent"]["username"] == agent.username
    assert answer.json()["uploaded_by"]["username"] == supervisor.username
    assert answer.json()["warnings"] == []
    assert client.get(answer.headers["Location"]).json()["team"]["name"] == agent.team.name
    assert CallNote.objects.get().author == supervisor


def test_naming_oneself_is_naming_nobody(transactional_db, agent, client_of):
    answer = upload(client_of(agent), agent=agent.username)

    assert (answer.json()["agent"]["username"], answer.json()["uploaded_by"]) == ("amira", None)


@pytest.mark.parametrize("uploader", ["agent", "support", "supervisor"])
def test_nobody_uploads_for_people_whose_calls_they_do_not_see(
    other_team, request, client_of, uploader
):
    person("greta", Role.AGENT, team=other_team)

    answer = upload(client_of(request.getfixturevalue(uploader)), agent="greta")

    assert answer.status_code == 403
    assert answer.json()["code"] == "permission_denied"
    assert answer.json()["errors"][0]["field"] == "agent"
    assert not CallLog.objects.exists()


def test_an_agent_does_not_upload_for_a_colleague(agent, colleague, client_of):
    assert upload(client_of(agent), agent=colleague.username).status_code == 403


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("nobody", "Nobody has this id or username."),
        ("aud", "This person may not have calls: see their role."),
        ("left", "This person may not have calls: see their role."),
    ],
)
def test_who_cannot_have_calls_is_refused_in_words(manager, client_of, named, message):
    person("aud", Role.AUDITOR)
    person("left", Role.AGENT, is_active=False)

    answer = upload(client_of(manager), agent=named)

    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "agent", "code": "invalid", "message": message}]
    assert not CallLog.objects.exists()


def test_a_phone_uploads_its_persons_calls_whatever_it_says(transactional_db, phone, colleague):
    answer = phone.upload(agent=colleague.username)

    assert answer.status_code == 201
    assert answer.json()["agent"]["username"] == "amira"
    assert [(row["code"], row["field"]) for row in answer.json()["warnings"]] == [
        ("ignored_field", "agent")
    ]


def test_a_program_uploads_for_those_whom_its_person_may(transactional_db, manager, agent, client):
    client.defaults["HTTP_AUTHORIZATION"] = bearer(manager, "calls:write")["authorization"]

    answer = upload(client, agent=agent.username)

    assert (answer.status_code, answer.json()["source"]) == (201, "api")
    assert answer.json()["uploaded_by"]["username"] == manager.username
