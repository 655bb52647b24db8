"""What the admin opens to whom: calls by the one rule, people by what they may do."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from accounts.roles import Role
from calls.models import CallNote, Upload
from contacts.models import ContactEvent
from contacts.services.merge_contacts import merge_contacts
from tests.calls.made_calls import made_call, made_contact
from tests.cast import PASSWORD, person

OF_CALLS = ("calllog", "recording", "callnote")


@pytest.fixture
def supervisor_client(supervisor, client_of):
    supervisor.is_staff = True
    supervisor.save()
    return client_of(supervisor)


def call_with_rows(agent, **fields):
    call = made_call(agent, **fields)
    note = CallNote.objects.create(call=call, author=agent, text="A note")
    return {"calllog": call, "recording": call.recording, "callnote": note}


@pytest.fixture
def own(agent):
    return call_with_rows(agent, contact=made_contact("Ada Lovelace"))


@pytest.fixture
def others(other_team):
    outsider = person("dora", Role.AGENT, team=other_team)
    contact = made_contact("Ada Byron", e164="+493012345678")
    return call_with_rows(outsider, contact=contact, number_e164="+493012345678")


@pytest.mark.parametrize("model", OF_CALLS)
@pytest.mark.parametrize("query", [{}, {"q": "Ada"}], ids=["list", "search"])
def test_a_supervisor_sees_the_calls_of_their_teams_only(
    supervisor_client, own, others, model, query
):
    page = supervisor_client.get(f"/admin/calls/{model}/", query).content.decode()

    assert str(own[model].pk) in page
    assert str(others[model].pk) not in page


@pytest.mark.parametrize("model", OF_CALLS)
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_another_teams_call_is_not_there_by_its_address(supervisor_client, others, model, page):
    answer = supervisor_client.get(f"/admin/calls/{model}/{others[model].pk}/{page}/")

    assert answer.status_code in (302, 403)
    assert answer.headers.get("Location", "/admin/") == "/admin/"


def test_a_supervisor_cannot_set_the_outcome_of_another_teams_call(supervisor_client, others):
    call = others["calllog"]

    supervisor_client.post(f"/admin/calls/calllog/{call.pk}/change/", {"outcome": ""})

    call.refresh_from_db()
    assert call.updated_at == call.created_at


@pytest.mark.parametrize(
    "lookup",
    ["call_count__gte=1", "last_call_at__isnull=False", "calls__isnull=False", "version__gte=1"],
)
def test_an_address_filters_by_nothing_that_the_list_does_not_offer(
    supervisor_client, others, lookup
):
    answer = supervisor_client.get(f"/admin/contacts/contact/?{lookup}")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "lookup",
    ["source__exact=manual", "do_not_call__exact=0", "status__id__exact={status}"],
)
def test_what_the_list_offers_filters_it(supervisor_client, own, lookup):
    contact = own["calllog"].contact
    answer = supervisor_client.get(
        f"/admin/contacts/contact/?{lookup.format(status=contact.status_id)}"
    )

    assert answer.status_code == 200
    assert str(contact.pk) in answer.content.decode()


def test_a_merges_page_names_no_call_of_another_team(supervisor_client, manager, own, others):
    survivor, duplicate = own["calllog"].contact, others["calllog"].contact
    merge_contacts(survivor_id=survivor.pk, duplicate_id=duplicate.pk, actor=manager)
    event = survivor.events.get(kind=ContactEvent.Kind.MERGED)

    page = supervisor_client.get(f"/admin/contacts/contactevent/{event.pk}/change/")

    assert duplicate.name in page.content.decode()
    assert str(others["calllog"].pk) not in page.content.decode()


def test_a_deleted_call_is_in_no_list(client_of, manager, own):
    call = own["calllog"]
    call.deleted_at = call.started_at
    call.save()

    for model in OF_CALLS:
        page = client_of(manager).get(f"/admin/calls/{model}/").content.decode()
        assert str(own[model].pk) not in page


@pytest.mark.parametrize("model", ["upload", "listen", "teamphonenumber", "excludednumber"])
def test_what_a_supervisor_has_no_permission_for_is_closed(supervisor_client, model):
    assert supervisor_client.get(f"/admin/calls/{model}/").status_code == 403


def test_a_manager_sees_an_upload_that_is_stuck(client_of, manager, agent):
    upload = Upload.objects.create(agent=agent, key="k1", state="pending", object_key="o1")

    page = client_of(manager).get("/admin/calls/upload/").content.decode()

    assert str(upload.pk) in page


def test_a_call_without_a_contact_is_in_the_list_too(client_of, manager, agent):
    call = made_call(agent, contact=None)

    page = client_of(manager).get("/admin/calls/calllog/").content.decode()

    assert str(call.pk) in page


def test_an_auditor_reads_and_changes_nothing(client_of, auditor, own):
    auditor.is_staff = True
    auditor.save()
    client = client_of(auditor)
    call = own["calllog"].pk

    assert client.get(f"/admin/calls/calllog/{call}/change/").status_code == 200
    assert client.post(f"/admin/calls/calllog/{call}/change/", {"outcome": ""}).status_code == 403
    assert client.get("/admin/calls/listen/").status_code == 200
    assert (
        client.get(f"/admin/contacts/contact/{own['calllog'].contact_id}/change/").status_code
        == 200
    )
    assert client.get("/admin/contacts/contact/add/").status_code == 403
    assert client.get("/admin/accounts/user/").status_code == 403


# --- The way in ------------------------------------------------------------------------------


def test_the_admin_is_entered_through_our_sign_in_page(client, manager):
    manager.set_password(PASSWORD)
    manager.save()

    first = client.get("/admin/calls/calllog/")
    second = client.get(first.headers["Location"])
    answer = client.post(
        second.headers["Location"],
        {"username": "mina", "password": PASSWORD, "next": "/admin/calls/calllog/"},
    )

    assert second.headers["Location"] == "/accounts/sign-in?next=/admin/calls/calllog/"
    assert answer.headers["Location"] == "/admin/calls/calllog/"


def test_the_admins_own_login_form_takes_no_password(client, manager):
    """Or else it would be a second door, beside the one that counts wrong tries."""
    answer = client.post("/admin/login/", {"username": "mina", "password": PASSWORD})

    assert answer.headers["Location"] == "/accounts/sign-in?next=/admin/"


def test_somebody_who_may_not_open_the_admin_reads_why(client_of, support):
    answer = client_of(support).get("/admin/", follow=True)

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "You are signed in as sana, who may not open the admin." in page
    assert "Ask a manager" in page


def test_staff_who_ask_for_the_login_page_are_in_already(client_of, manager):
    answer = client_of(manager).get("/admin/login/?next=//evil.example")

    assert answer.headers["Location"] == "/admin/"


# --- People ----------------------------------------------------------------------------------


def user_form(**fields):
    return {"username": "newbie", "role": "agent", "time_zone": "UTC", "is_active": "on", **fields}


def test_a_manager_makes_a_person_with_a_role(client_of, manager, team):
    answer = client_of(manager).post(
        "/admin/accounts/user/add/",
        user_form(
            usable_password="true",
            password1=PASSWORD,
            password2=PASSWORD,
            team=team.pk,
            region="GB",
            is_superuser="on",
            is_staff="on",
        ),
    )

    assert answer.status_code == 302
    made = User.objects.get(username="newbie")
    assert (made.role, made.team, made.region) == ("agent", team, "GB")
    assert not made.is_superuser


def test_a_manager_makes_nobody_a_superuser(client_of, manager, agent):
    answer = client_of(manager).post(
        f"/admin/accounts/user/{agent.pk}/change/",
        user_form(
            username="amira",
            role="manager",
            is_superuser="on",
            user_permissions=[Permission.objects.get(codename="delete_user").pk],
        ),
    )

    assert answer.status_code == 302
    agent.refresh_from_db()
    assert agent.role == "manager"
    assert not agent.is_superuser
    assert not agent.user_permissions.exists()


@pytest.fixture
def root(db):
    return person("root", Role.MANAGER, is_superuser=True, is_staff=True)


@pytest.fixture
def trusted(db):
    """An agent with a permission by hand that managers lack."""
    user = person("toni", Role.AGENT)
    user.user_permissions.add(Permission.objects.get(codename="delete_user"))
    return user


@pytest.mark.parametrize("who", ["root", "trusted"])
@pytest.mark.parametrize("is_active", [True, False])
def test_nobody_takes_over_somebody_who_may_do_more(request, client_of, manager, who, is_active):
    target = request.getfixturevalue(who)
    target.is_active = is_active
    target.save()
    client = client_of(manager)
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}

    changed = client.post(f"/admin/accounts/user/{target.pk}/change/", user_form())
    password = client.post(f"/admin/accounts/user/{target.pk}/password/", new)

    assert (changed.status_code, password.status_code) == (403, 403)
    before = target.password
    target.refresh_from_db()
    assert target.password == before


def test_nobody_gives_a_role_that_may_do_more_than_they(client_of, support, agent):
    support.is_staff = True
    support.save()
    rights = Permission.objects.filter(codename__in=["view_user", "change_user"])
    support.user_permissions.set(rights)

    answer = client_of(support).post(
        f"/admin/accounts/user/{agent.pk}/change/", user_form(username="amira", role="manager")
    )

    assert answer.status_code == 200
    assert b"manager is not one of the available choices" in answer.content
    agent.refresh_from_db()
    assert agent.role == "agent"


def test_the_groups_that_roles_are_cannot_be_edited(client_of, root):
    assert client_of(root).get("/admin/auth/group/").status_code == 404
