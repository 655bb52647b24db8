"""Every model of ours in the admin: its list, its search, a row's page, and no way to delete."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import accounts.admin_base
from accounts.models import Device, Team, User
from accounts.services.create_device import create_device
from accounts.services.create_token import create_token
from calls.models import (
    CallDecision,
    CallLog,
    CallNote,
    ExcludedNumber,
    Listen,
    ListeningPosition,
    Outcome,
    Recording,
    StoreCheck,
    TeamPhoneNumber,
    Transcript,
    TranscriptSegment,
    Upload,
    Waveform,
)
from contacts.models import Contact, ContactEvent, ContactNote, ContactStatus, PhoneNumber
from tests.calls.made_calls import made_call, made_contact

# Session, person, their permissions twice, rows, what hangs on them; a person's own page asks some
# more about who may do more, and for figures, phones and listens.
MOST_QUERIES = 16
MOST_QUERIES_OF_A_PERSON = 22

# What they show is for who may listen; a call's own page tells how far its transcript is.
HEARD = (Waveform, Transcript, TranscriptSegment)
# What undoes a decision, and how far each person has listened: theirs, and in the portal.
THEIRS = (CallDecision, ListeningPosition)
OURS = [
    model
    for label in ("accounts", "contacts", "calls")
    for model in apps.get_app_config(label).get_models()
    if model not in (*HEARD, *THEIRS)
]
DELETABLE = [ContactStatus, Outcome, TeamPhoneNumber, ExcludedNumber]
KEPT = [model for model in OURS if model not in DELETABLE]
by_name = pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)


@pytest.fixture
def rows(agent, manager, team):
    """A row of every model, and more of those that lists are long of."""
    contact = made_contact("Ada Lovelace", owner=agent)
    calls = [made_call(agent, contact=contact, number_raw=f"{i}") for i in range(3)]
    device, _ = create_device(user=agent, name="Pixel 8")
    create_token(user=agent, scopes=["calls:read"])
    for call in calls:
        CallNote.objects.create(call=call, author=manager, text="Called back")
        Upload.objects.create(
            agent=agent,
            device=device,
            call=call,
            state=Upload.State.DONE,
            key=str(call.pk),
            object_key=str(call.pk),
        )
    Listen.objects.create(recording=calls[0].recording, listener=manager, kind=Listen.Kind.PLAY)
    ContactNote.objects.create(contact=contact, author=agent, text="Likes tea")
    ContactEvent.objects.create(contact=contact, actor=agent, kind=ContactEvent.Kind.CREATED)
    TeamPhoneNumber.objects.create(team=team, e164="+442079460001")
    ExcludedNumber.objects.create(team=team, e164="+442079460002")
    StoreCheck.objects.create(objects_found=1, strays=0, missing=0, deleted=0, is_stopped=False)


def address_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def a_row_of(model):
    row = model._default_manager.order_by("pk").first()
    if model._meta.model_name == "token":
        row = model.objects.get(device=None)
    return row


@by_name
def test_a_manager_finds_the_model_in_a_list(
    rows, client_of, manager, model, django_assert_max_num_queries
):
    client = client_of(manager)

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(address_of(model, "changelist"))

    assert answer.status_code == 200
    assert str(a_row_of(model).pk) in answer.content.decode()


@by_name
def test_every_list_can_be_searched(rows, client_of, manager, model):
    client = client_of(manager)

    for term in ("ada", "+44 20 7946", "a\0b", "%_'\\", "x" * 3000):
        answer = client.get(address_of(model, "changelist"), {"q": term})
        assert answer.status_code == 200, term
        assert 'id="searchbar"' in answer.content.decode()


@by_name
def test_a_manager_opens_a_rows_page(
    rows, client_of, manager, model, django_assert_max_num_queries
):
    client = client_of(manager)
    row = a_row_of(model)

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PERSON if model is User else MOST_QUERIES):
        answer = client.get(address_of(model, "change", row.pk))

    assert answer.status_code == 200


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_nothing_is_deleted_by_an_address(rows, client_of, manager, model):
    client = client_of(manager)
    row = a_row_of(model)
    list_page = address_of(model, "changelist")

    by_page = client.post(address_of(model, "delete", row.pk), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(list_page, chosen)

    assert by_page.status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_a_superuser_deletes_nothing_either(rows, client_of, manager):
    manager.is_superuser = True
    manager.save()
    client = client_of(manager)

    for model in KEPT:
        answer = client.post(address_of(model, "delete", a_row_of(model).pk), {"post": "yes"})
        assert answer.status_code == 403, model


@pytest.mark.parametrize("model", DELETABLE, ids=lambda model: model.__name__)
def test_what_the_team_keeps_is_deleted_after_asking(rows, client_of, manager, model):
    row = a_row_of(model)
    if model is ContactStatus:
        row = ContactStatus.objects.get(name="Lost")
    client = client_of(manager)

    asked = client.get(address_of(model, "delete", row.pk))
    done = client.post(address_of(model, "delete", row.pk), {"post": "yes"})

    assert (asked.status_code, done.status_code) == (200, 302)
    assert not model.objects.filter(pk=row.pk).exists()


@by_name
def test_the_admin_is_closed_to_others(rows, client, client_of, support, stranger, model):
    for browser in (client, client_of(support), client_of(stranger)):
        answer = browser.get(address_of(model, "changelist"))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/admin/login/?next=")


@pytest.mark.parametrize(
    ("who", "number_of_lists"),
    [("manager", 19), ("supervisor", 9), ("auditor", 10), ("agent", 9)],
)
def test_each_role_opens_all_that_its_index_names(
    rows, client_of, request, who, number_of_lists, django_assert_max_num_queries
):
    user = request.getfixturevalue(who)
    user.is_staff = True
    user.save()
    client = client_of(user)

    index = client.get("/admin/").content.decode()
    lists = set(re.findall(r'href="(/admin/[a-z]+/[a-z]+/)"', index))

    assert len(lists) == number_of_lists
    for address in lists:
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(address)
        assert page.status_code == 200
        row = re.search(rf'href="({address}[^"/]+/change/)', page.content.decode())
        if row:
            assert client.get(row[1]).status_code == 200


def test_the_lists_grow_without_more_queries(
    rows, client_of, manager, agent, django_assert_num_queries
):
    client = client_of(manager)
    long_lists = (CallLog, Recording, CallNote, Upload, Contact, PhoneNumber, Device)
    lists = [address_of(model, "changelist") for model in long_lists]
    before = [queries_of(client, path) for path in lists]

    for i in range(4):
        contact = made_contact(f"C{i}", e164=f"+4420794600{i}0")
        call = made_call(agent, contact=contact, started_at=timezone.now())
        CallNote.objects.create(call=call, author=manager, text="x")
        Upload.objects.create(agent=agent, call=call, state="done", key=f"k{i}", object_key=f"o{i}")
        create_device(user=agent)

    assert [queries_of(client, path) for path in lists] == before


def test_a_list_counts_no_further_than_it_shows(rows, client_of, manager, monkeypatch):
    monkeypatch.setattr(accounts.admin_base, "MOST_ROWS_LISTED", 2)

    page = client_of(manager).get("/admin/calls/calllog/").content.decode()

    assert "The first 2. Search or filter to find others." in page


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_every_model_of_ours_is_in_the_admin():
    assert [model for model in OURS if not admin.site.is_registered(model)] == []


def test_what_a_recording_says_is_in_no_list():
    assert [model for model in HEARD if admin.site.is_registered(model)] == []


def test_a_row_that_is_none_leads_back_to_the_index(client_of, manager):
    answer = client_of(manager).get("/admin/contacts/contact/not-an-id/change/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_a_superuser_sees_the_jobs(client_of, manager):
    manager.is_superuser = True
    manager.save()

    answer = client_of(manager).get("/admin/procrastinate/procrastinatejob/")

    assert answer.status_code == 200


def test_the_index_names_what_may_be_opened(client_of, team, manager, supervisor):
    supervisor.is_staff = True
    supervisor.save()

    assert b"/admin/accounts/user/" in client_of(manager).get("/admin/").content
    page = client_of(supervisor).get("/admin/").content
    assert b"/admin/calls/calllog/" in page
    assert b"/admin/accounts/user/" not in page
    assert Team.objects.count() == 1
