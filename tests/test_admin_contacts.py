"""Managers at work on contacts in the admin."""

import csv
import io

import pytest
from django.utils import timezone

from contacts.models import Contact, ContactEvent, ContactNote, ContactStatus, PhoneNumber
from contacts.services.delete_contact import delete_contact
from tests.calls.made_calls import made_call, made_contact
from tests.cast import person

CONTACTS = "/admin/contacts/contact/"


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


@pytest.fixture
def supervisor_client(client_of, supervisor):
    supervisor.is_staff = True
    supervisor.save()
    return client_of(supervisor)


@pytest.fixture
def ada(db):
    return made_contact("Ada Lovelace", company="Analytical Engines")


@pytest.fixture
def grace(db):
    return made_contact("Grace Hopper", e164="+493012345678")


def words_of(answer):
    return " ".join(answer.content.decode().split())


def chosen(action, *contacts, **fields):
    return {
        "action": action,
        "_selected_action": [contact.pk for contact in contacts],
        **fields,
    }


def form_of(contact, **fields):
    return {
        "name": contact.name,
        "phone_number": contact.primary_number or "",
        "other_numbers": "",
        "company": contact.company,
        "email": "",
        "status": contact.status_id,
        "owner": "",
        "do_not_call_reason": "",
        "follow_up_at_0": "",
        "follow_up_at_1": "",
        "follow_up_note": "",
        "new_note": "",
        "seen_version": contact.version,
        **fields,
    }


# --- A contact's page ------------------------------------------------------------------------


def test_a_contacts_page_shows_numbers_calls_notes_and_history(client, ada, agent):
    call = made_call(agent, contact=ada)
    ContactNote.objects.create(contact=ada, author=agent, text="Likes tea")
    details = {"company": {"old": "", "new": "Analytical Engines"}}
    ContactEvent.objects.create(contact=ada, actor=agent, kind="edited", details=details)

    page = words_of(client.get(f"{CONTACTS}{ada.pk}/change/"))

    assert "<td>+442079460123</td>" in page
    assert f"/admin/calls/calllog/{call.pk}/change/" in page
    assert "<td>Likes tea</td>" in page
    assert "<td>company: – → Analytical Engines</td>" in page


def test_a_contacts_page_shows_the_newest_twenty_and_leads_to_the_rest(client, ada, agent):
    for i in range(21):
        ContactNote.objects.create(contact=ada, author=agent, text=f"Note {i:02}")

    page = words_of(client.get(f"{CONTACTS}{ada.pk}/change/"))
    listed = words_of(client.get(f"/admin/contacts/contactnote/?contact={ada.pk}"))

    assert page.count("<td>Note ") == 20
    assert f"/admin/contacts/contactnote/?contact={ada.pk}" in page
    assert "21 in all" in listed


def test_a_contacts_page_shows_only_calls_that_the_reader_may_know_of(
    supervisor_client, ada, agent, other_team
):
    own = made_call(agent, contact=ada)
    others = made_call(person("dora", "agent", team=other_team), contact=ada)

    page = words_of(supervisor_client.get(f"{CONTACTS}{ada.pk}/change/"))

    assert str(own.pk) in page
    assert str(others.pk) not in page


def test_a_history_names_no_call_that_a_merge_moved(client, supervisor_client, ada, grace, agent):
    call = made_call(agent, contact=grace)
    client.post(CONTACTS, chosen("merge", ada, grace, survivor=ada.pk))

    page = words_of(supervisor_client.get("/admin/contacts/contactevent/"))

    assert "Grace Hopper came in" in page
    assert str(call.pk) not in page


def test_a_note_is_written_with_the_form(client, manager, ada):
    client.post(f"{CONTACTS}{ada.pk}/change/", form_of(ada, new_note="Call back on Monday"))

    note = ada.notes.get()
    assert (note.text, note.author) == ("Call back on Monday", manager)
    ada.refresh_from_db()
    assert ada.version == 1


def test_other_numbers_are_the_whole_list_and_keep_what_is_known_of_them(client, ada):
    ada.phone_numbers.create(e164="+442079460001", label="Switchboard", is_shared=True)
    ada.phone_numbers.create(e164="+442079460002")

    client.post(
        f"{CONTACTS}{ada.pk}/change/",
        form_of(ada, other_numbers="+442079460001\r\n+44 20 7946 0003\r\n"),
    )

    numbers = ada.phone_numbers.live().values_list("e164", "label", "is_primary", "is_shared")
    assert set(numbers) == {
        ("+442079460123", "", True, False),
        ("+442079460001", "Switchboard", False, True),
        ("+442079460003", "", False, False),
    }


def test_a_number_gets_a_label_and_is_marked_as_shared(client, ada):
    number = ada.phone_numbers.get()
    known = {f"label_{number.pk.hex}": "reception", f"shared_{number.pk.hex}": "on"}

    client.post(f"{CONTACTS}{ada.pk}/change/", form_of(ada, **known))

    number.refresh_from_db()
    assert (number.label, number.is_shared, number.is_primary) == ("reception", True, True)
    ada.refresh_from_db()
    assert ada.version == 2
    assert "phone_numbers" in ContactEvent.objects.get(contact=ada).details
    page = words_of(client.get(f"{CONTACTS}{ada.pk}/change/"))
    assert "Label of +442079460123" in page


def test_a_number_that_is_shared_no_more_is_refused_to_the_second_contact(client, ada, grace):
    mine = PhoneNumber.objects.create(contact=grace, e164=ada.primary_number, is_shared=True)
    form = form_of(grace, other_numbers=mine.e164, **{f"label_{mine.pk.hex}": ""})

    answer = client.post(f"{CONTACTS}{grace.pk}/change/", form)

    assert answer.status_code == 200
    assert "errornote" in words_of(answer)
    mine.refresh_from_db()
    assert mine.is_shared


def test_a_follow_up_is_read_in_the_writers_time_zone(client, manager, ada):
    manager.time_zone = "Asia/Tokyo"
    manager.save()

    client.post(
        f"{CONTACTS}{ada.pk}/change/",
        form_of(ada, follow_up_at_0="2026-12-01", follow_up_at_1="09:00:00"),
    )

    ada.refresh_from_db()
    assert ada.follow_up_at.isoformat() == "2026-12-01T00:00:00+00:00"
    assert 'value="09:00:00"' in words_of(client.get(f"{CONTACTS}{ada.pk}/change/"))


def test_a_supervisor_writes_an_owners_username(supervisor_client, agent, ada):
    address = f"{CONTACTS}{ada.pk}/change/"

    wrong = supervisor_client.post(address, form_of(ada, owner="nobody-here"))
    supervisor_client.post(address, form_of(ada, owner="amira"))

    assert "Nobody has this username." in words_of(wrong)
    ada.refresh_from_db()
    assert ada.owner == agent


def test_a_contacts_page_loads_no_list_of_people(client, supervisor_client, ada):
    person("someone-else", "agent")

    for browser in (client, supervisor_client):
        assert "someone-else" not in words_of(browser.get(f"{CONTACTS}{ada.pk}/change/"))


# --- Finding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["+44 20 7946 0123", "020 7946 0123", "0044-20-7946-0123", "９４６０１２３", "460123", "ada"],
)
def test_a_search_finds_a_number_in_any_form(client, manager, ada, grace, text):
    manager.region = "GB"
    manager.save()

    page = words_of(client.get(CONTACTS, {"q": text}))

    assert str(ada.pk) in page
    assert str(grace.pk) not in page


def test_a_search_for_too_many_words_is_answered_with_a_sentence(client, ada):
    answer = client.get(CONTACTS, {"q": " ".join("abcdefghijk")})

    assert answer.status_code == 200
    assert "Search for at most 10 words at once." in words_of(answer)
    assert str(ada.pk) not in words_of(answer)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("amira", True), ("Ami", True), ("boris", False), ("a\0", False), ("%", False)],
)
def test_a_list_is_filtered_by_an_owner_who_is_typed(client, agent, colleague, typed, is_found):
    contact = made_contact(owner=agent)

    answer = client.get(CONTACTS, {"owned_by": typed})

    assert answer.status_code == 200
    assert (str(contact.pk) in words_of(answer)) == is_found


def test_a_typed_filter_keeps_the_others(client, ada):
    page = words_of(client.get(CONTACTS, {"source__exact": "manual", "q": "ada"}))

    assert '<input type="hidden" name="source__exact" value="manual">' in page
    assert '<input type="hidden" name="q" value="ada">' in page


# --- Actions ---------------------------------------------------------------------------------


def test_the_chosen_contacts_get_a_status(client, manager, ada, grace):
    customer = ContactStatus.objects.get(name="Customer")

    client.post(CONTACTS, chosen("set_status", ada, grace, status=customer.pk))

    assert set(Contact.objects.values_list("status__name", "version")) == {("Customer", 2)}
    assert {event.actor for event in ContactEvent.objects.filter(kind="status_changed")} == {
        manager
    }


def test_the_chosen_contacts_get_an_owner(client, agent, ada, grace):
    client.post(CONTACTS, chosen("set_owner", ada, grace, owner="amira"))

    assert set(Contact.objects.values_list("owner__username", flat=True)) == {"amira"}


@pytest.mark.parametrize(
    ("action", "fields", "sentence"),
    [
        ("set_status", {}, "Choose the status beside the action."),
        ("set_owner", {}, "Write the new owner&#x27;s username beside the action."),
        ("set_owner", {"owner": "nobody-here"}, "Write the new owner&#x27;s username"),
        ("merge", {}, "Select two contacts or more."),
    ],
)
def test_an_action_that_lacks_something_changes_nothing(client, ada, action, fields, sentence):
    answer = client.post(CONTACTS, chosen(action, ada, **fields), follow=True)

    assert f"Nothing was changed. {sentence}" in words_of(answer)
    assert not ContactEvent.objects.exists()


def test_everything_that_the_filters_find_is_too_much_for_one_action(
    client, monkeypatch, ada, grace
):
    monkeypatch.setattr("contacts.admin_selection.few_enough.__kwdefaults__", {"most": 1})

    answer = client.post(CONTACTS, chosen("hide", ada, select_across="1"), follow=True)

    assert "Nothing was changed. Select at most 1 at once." in words_of(answer)
    assert Contact.objects.live().count() == 2


def test_merging_asks_which_contact_stays(client, ada, grace):
    answer = client.post(CONTACTS, chosen("merge", ada, grace))

    page = words_of(answer)
    assert "Choose the contact that stays." in page
    assert f'name="survivor" value="{grace.pk}"' in page
    assert Contact.objects.live().count() == 2


def test_all_others_are_merged_into_the_contact_that_stays(client, manager, ada, grace):
    third = made_contact("Ada L.", e164="+442079460999")

    client.post(CONTACTS, chosen("merge", ada, grace, third, survivor=grace.pk))

    assert Contact.objects.live().get() == grace
    assert set(Contact.objects.exclude(pk=grace.pk).values_list("merged_into", flat=True)) == {
        grace.pk
    }
    assert grace.phone_numbers.live().count() == 3
    assert {event.actor for event in grace.events.all()} == {manager}


def test_a_survivor_that_was_not_chosen_is_asked_for_again(client, ada, grace):
    stranger = made_contact("Eve", e164="+442079460999")

    answer = client.post(CONTACTS, chosen("merge", ada, grace, survivor=stranger.pk))

    assert "Choose the contact that stays." in words_of(answer)
    assert Contact.objects.live().count() == 3


# --- Hidden ones -----------------------------------------------------------------------------


@pytest.fixture
def hidden(ada, manager):
    delete_contact(contact_id=ada.pk, actor=manager)
    return ada


@pytest.mark.parametrize("query", [{}, {"q": "Ada"}, {"q": "020 7946 0123"}])
def test_a_hidden_contact_is_found_where_it_is_asked_for(client, manager, hidden, query):
    manager.region = "GB"
    manager.save()

    shown = words_of(client.get(CONTACTS, query))
    asked = words_of(client.get(CONTACTS, {**query, "hidden": "yes"}))

    assert str(hidden.pk) not in shown
    assert str(hidden.pk) in asked


def test_a_manager_restores_a_hidden_contact_with_its_numbers(client, hidden):
    client.post(f"{CONTACTS}?hidden=yes", chosen("restore", hidden))

    hidden.refresh_from_db()
    assert hidden.deleted_at is None
    assert hidden.primary_number == "+442079460123"


def test_a_number_that_somebody_has_by_now_keeps_its_contact_hidden(client, hidden):
    made_contact("Somebody else")

    answer = client.post(f"{CONTACTS}?hidden=yes", chosen("restore", hidden), follow=True)

    assert "Nothing was changed. +442079460123 belongs to another contact." in words_of(answer)
    hidden.refresh_from_db()
    assert hidden.deleted_at


def test_a_hidden_contact_is_read_and_not_written(client, hidden):
    address = f"{CONTACTS}{hidden.pk}/change/"

    assert "+442079460123" in words_of(client.get(address))
    assert client.post(address, form_of(hidden, name="Changed")).status_code == 403


def test_who_may_not_hide_sees_nothing_hidden(supervisor_client, hidden):
    listed = supervisor_client.get(CONTACTS, {"hidden": "yes"})
    page = supervisor_client.get(f"{CONTACTS}{hidden.pk}/change/")

    assert str(hidden.pk) not in words_of(listed)
    assert page.status_code == 302
    supervisor_client.post(f"{CONTACTS}?hidden=yes", chosen("restore", hidden))
    hidden.refresh_from_db()
    assert hidden.deleted_at


# --- Export ----------------------------------------------------------------------------------


def exported(client, *contacts, **fields):
    answer = client.post(CONTACTS, chosen("export", *contacts, **fields))
    assert answer.streaming
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_chosen_contacts_are_exported(client, ada, grace, agent):
    ada.owner = agent
    ada.save()

    columns, row = exported(client, ada)

    cells = dict(zip(columns, row, strict=True))
    assert cells.pop("created_at").startswith(f"{timezone.now():%Y}")
    assert cells == {
        "id": str(ada.pk),
        "name": "Ada Lovelace",
        "company": "Analytical Engines",
        "email": "",
        "phone_numbers": "'+442079460123",
        "status": "New Lead",
        "owner": "amira",
        "do_not_call": "no",
        "do_not_call_reason": "",
        "follow_up_at": "",
        "follow_up_note": "",
        "source": "manual",
    }


@pytest.mark.parametrize(
    "sign", ["=", "+", "@", "-", "\t=", "\r=", "＝", "＋", "＠", "\u200b=", "\ufeff="]
)
def test_a_formula_in_a_name_is_text_in_the_file(client, sign):
    contact = made_contact(f"{sign}HYPERLINK(1)")

    _, row = exported(client, contact)

    assert row[1] == f"'{contact.name}"


def test_an_export_takes_few_queries_for_many_contacts(client, ada, django_assert_max_num_queries):
    for i in range(30):
        made_contact(f"C{i}", e164=f"+4420794610{i:02}")

    with django_assert_max_num_queries(15):
        rows = exported(client, ada, select_across="1")

    assert len(rows) == 32


# --- Hostile names ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", "\u202eevil\u2066", "x" * 300, "{{ 7*7 }}", "'\"--"]
)
def test_a_hostile_name_is_text_on_every_page(client, manager, grace, name):
    contact = made_contact(name, company=name)
    ContactNote.objects.create(contact=contact, author=manager, text=name)

    pages = [
        client.get(CONTACTS),
        client.get(f"{CONTACTS}{contact.pk}/change/"),
        client.post(CONTACTS, chosen("merge", contact, grace)),
        client.post(CONTACTS, chosen("merge", contact, grace, survivor=contact.pk), follow=True),
        client.get(f"{CONTACTS}{contact.pk}/history/"),
        client.get("/admin/contacts/contactevent/"),
        client.get("/admin/"),
    ]

    assert {page.status_code for page in pages} == {200}
    assert not any("<img src=x" in page.content.decode() for page in pages)
