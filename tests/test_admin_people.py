"""People, phones and the team's own lists in the admin: what it writes and what it refuses."""

import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Device, User
from accounts.services.change_person import change_person
from accounts.services.explain_device import explain_device
from accounts.services.person_changes import MayNotGrant
from calls.models import ExcludedNumber, Outcome, TeamPhoneNumber
from contacts.models import ContactStatus
from tests.cast import bearer, enrolled_phone

USERS = "/admin/accounts/user/"


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


def words_of(answer):
    return " ".join(answer.content.decode().split())


def user_form(**fields):
    return {"username": "newbie", "role": "agent", "time_zone": "UTC", "is_active": "on", **fields}


def shown_password(answer):
    found = re.search(r"shown this once: (\S+)", words_of(answer))
    assert found
    return found[1]


def sign_in(browser, username, password):
    return browser.post("/accounts/sign-in", {"username": username, "password": password})


def test_a_new_persons_password_is_shown_once_and_works(client, client_of, team):
    answer = client.post(f"{USERS}add/", user_form(team=team.pk, region="gb"), follow=True)

    made = User.objects.get(username="newbie")
    assert made.check_password(shown_password(answer))
    assert (made.role, made.team, made.region) == ("agent", team, "GB")
    assert "shown this once" not in words_of(client.get(f"{USERS}{made.pk}/change/"))


def test_a_reset_password_ends_the_sessions_and_is_shown_once(client, client_of, agent):
    hers = client_of(agent)

    answer = client.post(f"{USERS}{agent.pk}/password/", follow=True)

    agent.refresh_from_db()
    assert agent.check_password(shown_password(answer))
    assert hers.get("/v1/me").status_code == 401


def test_a_reset_lets_somebody_in_who_was_locked_out(client, agent, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    browser = Client()
    tries = [sign_in(browser, "amira", "wrong") for _ in range(6)]

    password = shown_password(client.post(f"{USERS}{agent.pk}/password/", follow=True))

    assert tries[-1].status_code == 429
    assert sign_in(browser, "amira", password).status_code == 302


def test_a_page_asks_before_it_resets(client, agent):
    before = agent.password

    page = words_of(client.get(f"{USERS}{agent.pk}/password/"))

    assert "<bdi>Amira</bdi> (amira) gets a new random password" in page
    agent.refresh_from_db()
    assert agent.password == before


def test_ones_own_password_takes_the_old_one(client, manager):
    before = manager.password

    answer = client.post(f"{USERS}{manager.pk}/password/", follow=True)

    assert "Change your own password by" in words_of(answer)
    manager.refresh_from_db()
    assert manager.password == before


@pytest.mark.parametrize("way", ["page", "action"])
def test_who_is_deactivated_is_out_at_once(client, client_of, agent, phone, way):
    hers, token = client_of(agent), bearer(agent, "calls:read")
    assert (hers.get("/v1/me").status_code, phone.upload().status_code) == (200, 201)

    if way == "page":
        form = user_form(username="amira", team=agent.team_id, first_name="Amira")
        client.post(f"{USERS}{agent.pk}/change/", {**form, "is_active": ""})
    else:
        client.post(USERS, {"action": "deactivate", "_selected_action": [agent.pk]})

    assert hers.get("/v1/me").status_code == 401
    assert Client().get("/v1/me", headers=token).json()["code"] == "account_deactivated"
    assert phone.upload(key="k2").json()["code"] == "account_deactivated"


# --- What nobody can grant -------------------------------------------------------------------

BEYOND = {
    "is_superuser": {"is_superuser": "on"},
    "user_permissions": {"user_permissions": "{permission}"},
    "groups": {"groups": "{group}"},
    "password": {"password": "!"},
}


def beyond(fields):
    values = {
        "permission": Permission.objects.get(codename="delete_user").pk,
        "group": Group.objects.get(name="manager").pk,
    }
    return {name: value.format(**values) for name, value in fields.items()}


@pytest.mark.parametrize("fields", BEYOND.values(), ids=BEYOND)
@pytest.mark.parametrize("address", ["add/", "{agent}/change/"])
def test_a_manager_grants_nothing_beyond_a_role(client, agent, address, fields):
    before = agent.password
    name = "amira" if "change" in address else "newbie"

    client.post(USERS + address.format(agent=agent.pk), user_form(username=name, **beyond(fields)))

    person = User.objects.get(username=name)
    assert not person.is_superuser
    assert not person.user_permissions.exists()
    assert not person.groups.exists()
    assert name == "newbie" or person.password == before


OWN = {
    "role": {"role": "auditor"},
    "no role": {"role": ""},
    "superuser": {"is_superuser": "on"},
    "deactivated": {"is_active": ""},
    "no staff": {"is_staff": ""},
    "team": {"team": "{team}"},
    "teams": {"teams": "{team}"},
}


@pytest.mark.parametrize("fields", OWN.values(), ids=OWN)
def test_nobody_changes_their_own_role_rights_or_teams(client, manager, team, fields):
    sent = {name: value.format(team=team.pk) for name, value in fields.items()}
    form = user_form(username="mina", first_name="Minerva", role="manager", is_staff="on")

    client.post(f"{USERS}{manager.pk}/change/", {**form, **sent})

    manager.refresh_from_db()
    assert manager.first_name == "Minerva"
    assert (manager.role, manager.is_active, manager.is_staff) == ("manager", True, True)
    assert (manager.is_superuser, manager.team, manager.teams.count()) == (False, None, 0)


def test_a_manager_cannot_deactivate_themselves_among_others(client, manager, agent):
    chosen = {"action": "deactivate", "_selected_action": [manager.pk, agent.pk]}

    answer = client.post(USERS, chosen, follow=True)

    assert "Nothing was changed. Ask somebody else to change this for you." in words_of(answer)
    assert not User.objects.filter(is_active=False).exists()


def test_a_superuser_grants_a_permission_by_hand(client, manager, agent):
    manager.is_superuser = True
    manager.save()
    permission = Permission.objects.get(codename="delete_user")
    form = user_form(username="amira", team=agent.team_id, user_permissions=[permission.pk])

    client.post(f"{USERS}{agent.pk}/change/", form)

    assert agent.user_permissions.get() == permission


@pytest.mark.parametrize(
    "changes",
    [{"is_superuser": True}, {"user_permissions": []}, {"role": "manager"}],
    ids=["superuser", "permissions", "a role that may do more"],
)
def test_the_service_refuses_what_the_form_does_not_offer(agent, colleague, changes):
    with pytest.raises(MayNotGrant):
        change_person(person_id=agent.pk, actor=colleague, changes=changes)


# --- Teams and their numbers -----------------------------------------------------------------


def team_form(*, own="", private=""):
    return {
        "name": "Sales UK",
        "region": "gb",
        "time_zone": "Europe/London",
        "phone_numbers-TOTAL_FORMS": "1",
        "phone_numbers-INITIAL_FORMS": "0",
        "phone_numbers-0-e164": own,
        "excluded_numbers-TOTAL_FORMS": "1",
        "excluded_numbers-INITIAL_FORMS": "0",
        "excluded_numbers-0-e164": private,
    }


def test_a_teams_numbers_are_read_as_its_phones_dial_them(client, team):
    answer = client.post(
        f"/admin/accounts/team/{team.pk}/change/",
        team_form(own="(020) 7946 0123", private="07700 900123"),
    )

    assert answer.status_code == 302
    assert [row.e164 for row in team.phone_numbers.all()] == ["+442079460123"]
    assert [row.e164 for row in team.excluded_numbers.all()] == ["+447700900123"]


def test_a_number_that_is_there_already_is_refused_beside_it(client, team):
    TeamPhoneNumber.objects.create(e164="+442079460123")
    ExcludedNumber.objects.create(e164="+447700900123", team=team)

    answer = client.post(
        f"/admin/accounts/team/{team.pk}/change/",
        team_form(own="020 7946 0123", private="07700 900123"),
    )

    assert answer.status_code == 200
    assert "Team phone number with this E164 already exists." in words_of(answer)
    assert "This number is on the team&#x27;s list already." in words_of(answer)
    assert (TeamPhoneNumber.objects.count(), ExcludedNumber.objects.count()) == (1, 1)


def test_the_same_number_typed_twice_is_refused(client, team):
    form = team_form(private="07700 900123")
    form |= {
        "excluded_numbers-TOTAL_FORMS": "2",
        "excluded_numbers-1-e164": "+447700900123",
        "excluded_numbers-1-team": team.pk,
        "excluded_numbers-0-team": team.pk,
    }

    answer = client.post(f"/admin/accounts/team/{team.pk}/change/", form)

    assert "Please correct the duplicate" in words_of(answer)
    assert not ExcludedNumber.objects.exists()


def test_what_is_no_number_is_refused_beside_it(client, team):
    answer = client.post(f"/admin/accounts/team/{team.pk}/change/", team_form(own="reception"))

    assert "Write a phone number with its country code" in words_of(answer)
    assert not TeamPhoneNumber.objects.exists()


# --- Phones ----------------------------------------------------------------------------------

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)
WEEK_AGO = NOW - timedelta(days=7)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        # Just enrolled.
        ({}, "Never seen; no upload yet."),
        # All is well.
        (
            {"last_seen_at": NOW, "last_upload_at": AN_HOUR_AGO},
            "Last seen just now; last upload 1 h ago.",
        ),
        # It was refused once, and has uploaded since.
        (
            {
                "last_seen_at": NOW,
                "last_upload_at": NOW - timedelta(minutes=5),
                "last_refusal_at": AN_HOUR_AGO,
                "last_refusal_code": "upload_too_large",
            },
            "Last seen just now; last upload 5 min ago.",
        ),
        # Turned away, and tried since.
        (
            {
                "last_seen_at": NOW - timedelta(hours=3),
                "revoked_at": datetime(2026, 11, 20, tzinfo=UTC),
                "last_refusal_at": AN_HOUR_AGO,
                "last_refusal_code": "token_revoked",
            },
            (
                "Last seen 3 h ago; last upload refused: token revoked on 20 Nov; "
                "enroll the phone anew."
            ),
        ),
        # Turned away last year, and hasn't tried since.
        (
            {"last_upload_at": WEEK_AGO, "revoked_at": datetime(2025, 12, 1, tzinfo=UTC)},
            (
                "Never seen; last upload 7 days ago; the next one will be refused: "
                "token revoked on 1 Dec 2025; enroll the phone anew."
            ),
        ),
        # The disk was full: nothing to be done at the phone.
        (
            {
                "last_seen_at": AN_HOUR_AGO,
                "last_refusal_at": AN_HOUR_AGO,
                "last_refusal_code": "insufficient_storage",
            },
            (
                "Last seen 1 h ago; last upload refused: the disk is nearly full (1 h ago); "
                "it tries again by itself."
            ),
        ),
        # A code of a release that isn't this one.
        (
            {"last_seen_at": NOW, "last_refusal_at": NOW, "last_refusal_code": "odd"},
            "Last seen just now; last upload refused: odd (just now).",
        ),
        # Silent.
        (
            {"last_seen_at": WEEK_AGO, "last_upload_at": WEEK_AGO},
            (
                "Last seen 7 days ago; last upload 7 days ago; see that it is switched on, online "
                "and signed in with its token."
            ),
        ),
    ],
)
def test_a_phone_is_explained_in_one_sentence(phone, facts, sentence, client):
    Device.objects.update(**{"created_at": AN_HOUR_AGO, **facts})
    device = Device.objects.get()

    with time_machine.travel(NOW, tick=False):
        assert explain_device(device) == sentence


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (
            {"is_active": False},
            "the account of amira is deactivated; activate amira or turn the phone away.",
        ),
        (
            {"role": "auditor"},
            "amira may not upload calls; give amira a role that may, such as agent.",
        ),
    ],
)
def test_a_phone_is_explained_by_its_person(phone, agent, person, words):
    User.objects.filter(pk=agent.pk).update(**person)

    assert explain_device(Device.objects.get()).endswith(words)


def test_a_phone_whose_token_alone_was_revoked_is_explained(phone):
    phone.device.tokens.update(revoked_at=datetime(2026, 11, 20, tzinfo=UTC))

    with time_machine.travel(NOW, tick=False):
        sentence = explain_device(phone.device)

    assert "the next one will be refused: token revoked on 20 Nov" in sentence


def test_a_phones_page_says_the_sentence(client, phone):
    phone.upload()

    page = words_of(client.get(f"/admin/accounts/device/{phone.device.pk}/change/"))

    assert "Last seen just now; last upload just now." in page


def test_silent_phones_are_found(client, phone, colleague):
    long_ago = timezone.now() - timedelta(days=30)
    Device.objects.update(name="Silent", last_seen_at=long_ago)
    enrolled_phone(colleague)  # just enrolled
    left = Device.objects.create(user=colleague, name="Revoked", revoked_at=long_ago)
    Device.objects.filter(pk=left.pk).update(created_at=long_ago)

    page = words_of(client.get("/admin/accounts/device/?silent=yes"))

    assert "Silent" in page
    assert "1 in all" in page


def explained(handle):
    out = io.StringIO()
    call_command("explain_device", handle, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize("handle", ["{id}", "amira", "amira's phone", "'s PHONE"])
def test_the_command_explains_a_phone_by_any_handle(phone, handle):
    told = explained(handle.format(id=phone.device.pk))

    assert told == f"amira's phone of amira ({phone.device.pk}): Never seen; no upload yet."


def test_the_command_explains_each_that_matches(phone, colleague):
    enrolled_phone(colleague)

    assert len(explained("phone").splitlines()) == 2


@pytest.mark.parametrize("handle", ["nobody", "", "a\0b", "5f0e7b1c-0000-7000-8000-000000000000"])
def test_the_command_says_when_nothing_matches(phone, handle):
    with pytest.raises(CommandError, match=r"No phone has|Give a phone's id"):
        explained(handle)


# --- Lists in the team's own order -----------------------------------------------------------

LISTS = pytest.mark.parametrize(
    ("path", "model"), [("contacts/contactstatus", ContactStatus), ("calls/outcome", Outcome)]
)


def put_in_order(client, path, items):
    return client.post(
        f"/admin/{path}/adminsortable2_update/",
        json.dumps({"updatedItems": items}),
        content_type="application/json",
    )


@LISTS
def test_a_list_is_put_in_order(client, path, model):
    rows = list(model.objects.all())
    items = [[str(row.pk), len(rows) - i] for i, row in enumerate(rows)]

    answer = put_in_order(client, path, items)

    assert answer.status_code == 200
    assert list(model.objects.all()) == rows[::-1]


@LISTS
@pytest.mark.parametrize(
    "items",
    [None, 7, [["x", 1]], [["{id}", -1]], [["{id}", "1"]], [["{id}", 10**9]], [["{id}"]], [[]]],
    ids=repr,
)
def test_an_order_that_the_script_never_sends_changes_nothing(client, path, model, items):
    row = model.objects.all()[0]
    sent = json.loads(json.dumps(items).replace("{id}", str(row.pk)))

    answer = put_in_order(client, path, sent)

    assert answer.status_code == 400
    before = row.position
    row.refresh_from_db()
    assert row.position == before


@LISTS
def test_who_may_not_change_a_list_may_not_order_it(client_of, supervisor, path, model):
    supervisor.is_staff = True
    supervisor.save()
    row = model.objects.all()[0]

    answer = put_in_order(client_of(supervisor), path, [[str(row.pk), 9]])

    assert answer.status_code == 403


# --- The directory ---------------------------------------------------------------------------


def test_everybody_who_works_here_is_listed_newest_first_and_without_email(
    client_of, agent, team, support, django_assert_num_queries
):
    agent.email = "amira@example.com"
    agent.save()
    browser = client_of(agent)

    # Session, person, two for permissions, the page.
    with django_assert_num_queries(5):
        answer = browser.get("/v1/users")

    assert answer.json() == {
        "results": [
            {
                "id": str(support.pk),
                "username": "sana",
                "name": "Sana",
                "role": "support",
                "team": None,
                "is_active": True,
            },
            {
                "id": str(agent.pk),
                "username": "amira",
                "name": "Amira",
                "role": "agent",
                "team": {"id": str(team.pk), "name": "Sales UK"},
                "is_active": True,
            },
        ],
        "next": None,
        "previous": None,
        "limit": 50,
    }


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("AMI", ["amira"]),
        ("s", ["sana", "boris"]),
        ("ami bor", []),
        ("example.com", []),
        ("%", []),
    ],
)
def test_people_are_searched_by_name_and_never_by_email(
    client_of, agent, colleague, support, search, names
):
    User.objects.update(email="everybody@example.com")

    answer = client_of(agent).get("/v1/users", {"search": search})

    assert [row["username"] for row in answer.json()["results"]] == names


def test_the_directory_is_read_page_by_page(client_of, agent, colleague, support):
    browser = client_of(agent)
    first = browser.get("/v1/users", {"limit": 2}).json()
    second = browser.get(first["next"]).json()

    assert [row["username"] for row in first["results"]] == ["sana", "boris"]
    assert [row["username"] for row in second["results"]] == ["amira"]
    assert second["next"] is None


@pytest.mark.parametrize(
    "query", ["search=", "search=%20", "search=" + "x" * 101, "email=a", "count=true", "limit=0"]
)
def test_a_directory_query_that_cannot_be_used_is_refused(client_of, agent, query):
    assert client_of(agent).get(f"/v1/users?{query}").status_code == 400


def test_teams_are_listed_by_name(client_of, agent, team, other_team, django_assert_num_queries):
    browser = client_of(agent)

    with django_assert_num_queries(5):
        answer = browser.get("/v1/teams")

    assert answer.json() == {
        "results": [
            {
                "id": str(other_team.pk),
                "name": "Sales DE",
                "region": "DE",
                "time_zone": "Europe/Berlin",
            },
            {
                "id": str(team.pk),
                "name": "Sales UK",
                "region": "GB",
                "time_zone": "Europe/London",
            },
        ]
    }
