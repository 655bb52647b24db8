from accounts.permissions import Scope
from tests.cast import bearer

ME = "/v1/me"


def test_a_signed_in_person_sees_who_they_are(client_of, agent, team):
    answer = client_of(agent).get(ME)

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(agent.pk),
        "username": "amira",
        "name": "Amira",
        "email": "",
        "role": "agent",
        "team": {"id": str(team.pk), "name": "Sales UK"},
        "teams": [],
        "region": "GB",
        "time_zone": "UTC",
        "may_open_admin": False,
        "permissions": [
            "calls.listen_to_recording",
            "calls.upload_call",
            "calls.view_calllog",
            "contacts.add_contact",
            "contacts.change_contact",
            "contacts.view_contact",
        ],
        "has_transcription": False,
        "authenticated_by": "session",
        "scopes": None,
    }


def test_a_token_names_its_scopes(client, support, team):
    answer = client.get(ME, headers=bearer(support, Scope.CALLS_READ))

    assert answer.json()["authenticated_by"] == "token"
    assert answer.json()["scopes"] == ["calls:read"]
    assert answer.json()["teams"] == [{"id": str(team.pk), "name": "Sales UK"}]


def test_a_stranger_may_do_nothing_and_sees_it(client_of, stranger):
    answer = client_of(stranger).get(ME).json()

    assert (answer["role"], answer["team"], answer["region"]) == (None, None, None)
    assert answer["permissions"] == []


def test_an_auditor_may_not_listen(client_of, auditor):
    permissions = client_of(auditor).get(ME).json()["permissions"]

    assert "calls.view_listen" in permissions
    assert "calls.listen_to_recording" not in permissions


def test_it_takes_four_queries(client, support, django_assert_num_queries):
    headers = bearer(support, Scope.CALLS_READ)
    client.get(ME, headers=headers)

    # The token; the permissions of the person and of their role; their teams.
    with django_assert_num_queries(4):
        client.get(ME, headers=headers)


def test_an_unknown_parameter_is_refused(client_of, agent):
    answer = client_of(agent).get(ME, {"fields": "id"})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown_parameter")
