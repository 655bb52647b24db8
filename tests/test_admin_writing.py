"""What the admin writes goes through the services, and what these refuse is said in the form."""

import re

import pytest

import contacts.admin
from accounts.models import Device, Token
from accounts.services.create_token import create_token
from callcrm.api.exceptions import NotFound
from calls.models import ExcludedNumber, Outcome, TeamPhoneNumber
from contacts.models import Contact, ContactEvent, ContactStatus
from contacts.services.delete_contact import delete_contact
from tests.calls.made_calls import made_call, made_contact
from tests.cast import bearer

CONTACTS = "/admin/contacts/contact/"
STATUSES = "/admin/contacts/contactstatus/"


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


def contact_form(**fields):
    return {
        "name": "Ada Lovelace",
        "phone_number": "+442079460123",
        "company": "",
        "email": "",
        "status": ContactStatus.objects.get(is_default=True).pk,
        "owner": "",
        "do_not_call_reason": "",
        "follow_up_at_0": "",
        "follow_up_at_1": "",
        "follow_up_note": "",
        "seen_version": "1",
        **fields,
    }


def words_of(answer):
    return " ".join(answer.content.decode().split())


# --- Contacts --------------------------------------------------------------------------------


def test_a_new_contacts_national_number_is_read_in_the_writers_country(client, manager):
    manager.region = "GB"
    manager.save()

    answer = client.post(f"{CONTACTS}add/", contact_form(phone_number="020 7946 0123"))

    assert answer.status_code == 302
    contact = Contact.objects.get()
    number = contact.phone_numbers.get()
    assert (number.e164, number.raw, number.is_primary) == ("+442079460123", "020 7946 0123", True)
    assert (contact.source, contact.events.get().actor) == ("manual", manager)


def test_an_edit_is_in_the_history_and_makes_a_new_version(client, manager):
    contact = made_contact()

    client.post(f"{CONTACTS}{contact.pk}/change/", contact_form(company="Analytical Engines"))

    contact.refresh_from_db()
    assert (contact.company, contact.version) == ("Analytical Engines", 2)
    event = contact.events.get()
    assert (event.kind, event.actor) == (ContactEvent.Kind.EDITED, manager)
    assert event.details == {"company": {"old": "", "new": "Analytical Engines"}}


def test_another_number_becomes_the_primary_one_and_the_first_stays(client):
    contact = made_contact()

    client.post(f"{CONTACTS}{contact.pk}/change/", contact_form(phone_number="+442079460999"))

    numbers = contact.phone_numbers.live().values_list("e164", "is_primary")
    assert set(numbers) == {("+442079460999", True), ("+442079460123", False)}


def test_an_emptied_number_is_taken_off(client):
    contact = made_contact()

    client.post(f"{CONTACTS}{contact.pk}/change/", contact_form(phone_number=""))

    assert not contact.phone_numbers.live().exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phone_number": "+493012345678"}, "+493012345678 belongs to another contact."),
        ({"phone_number": "112"}, "An emergency number can&#x27;t belong to a contact."),
        ({"phone_number": "rubbish"}, "This can&#x27;t be read as a phone number."),
        ({"name": "", "phone_number": ""}, "Send a name or a phone number."),
        ({"do_not_call_reason": "Asked us"}, "Send do_not_call: true with this reason."),
        ({"email": "nowhere"}, "Enter a valid email address."),
        ({"name": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_a_refusal_is_said_beside_the_field_and_nothing_is_written(client, fields, sentence):
    made_contact("Grace Hopper", e164="+493012345678")

    answer = client.post(f"{CONTACTS}add/", contact_form(**fields))

    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert 'value="+442079460123"' in words_of(answer) or "phone_number" in fields
    assert Contact.objects.count() == 1


def test_a_refused_edit_leaves_the_contact_as_it_was(client):
    made_contact("Grace Hopper", e164="+493012345678")
    contact = made_contact()

    answer = client.post(
        f"{CONTACTS}{contact.pk}/change/",
        contact_form(name="Countess", phone_number="+493012345678"),
    )

    assert answer.status_code == 200
    contact.refresh_from_db()
    assert (contact.name, contact.version) == ("Ada Lovelace", 1)
    assert not ContactEvent.objects.exists()


def test_an_edit_of_what_somebody_else_has_changed_meanwhile_is_refused(client):
    contact = made_contact()
    client.post(f"{CONTACTS}{contact.pk}/change/", contact_form(company="First"))

    answer = client.post(f"{CONTACTS}{contact.pk}/change/", contact_form(company="Second"))

    assert "Read it again and repeat the edit on that." in words_of(answer)
    contact.refresh_from_db()
    assert (contact.company, contact.version) == ("First", 2)


def test_the_empty_form_offers_the_default_status(client):
    page = words_of(client.get(f"{CONTACTS}add/"))

    assert re.search(r"<option[^>]* selected>New Lead</option>", page)


def test_hidden_contacts_leave_the_list_and_free_their_numbers(client, manager):
    contact = made_contact()

    client.post(CONTACTS, {"action": "hide", "_selected_action": [contact.pk]})

    contact.refresh_from_db()
    assert contact.deleted_at
    assert not contact.phone_numbers.live().exists()
    assert contact.events.get().actor == manager
    assert str(contact.pk) not in client.get(CONTACTS).content.decode()


def test_when_one_of_the_chosen_contacts_cannot_be_hidden_none_is(client, monkeypatch):
    """Somebody else hides one of them in the moment between choosing and doing."""
    first, second = made_contact(), made_contact("Grace Hopper", e164="+493012345678")

    def hide_and_meet_somebody_else(*, contact_id, actor):
        if contact_id == second.pk:
            raise NotFound("There is no contact with this id.")
        delete_contact(contact_id=contact_id, actor=actor)

    monkeypatch.setattr(contacts.admin, "delete_contact", hide_and_meet_somebody_else)
    chosen = {"action": "hide", "_selected_action": [first.pk, second.pk]}
    answer = client.post(CONTACTS, chosen, follow=True)

    assert "Nothing was changed. There is no contact with this id." in words_of(answer)
    assert Contact.objects.live().count() == 2


def test_who_may_not_delete_may_not_hide(client_of, supervisor):
    supervisor.is_staff = True
    supervisor.save()
    contact = made_contact()

    client_of(supervisor).post(CONTACTS, {"action": "hide", "_selected_action": [contact.pk]})

    contact.refresh_from_db()
    assert contact.deleted_at is None


# --- Statuses and outcomes -------------------------------------------------------------------


def test_another_default_takes_the_place_of_the_first(client):
    contacted = ContactStatus.objects.get(name="Contacted")

    client.post(STATUSES, {"action": "make_default", "_selected_action": [contacted.pk]})

    assert ContactStatus.objects.get(is_default=True) == contacted


def test_two_defaults_are_refused(client):
    before = ContactStatus.objects.get(is_default=True)
    two = ContactStatus.objects.filter(is_default=False).values_list("pk", flat=True)[:2]

    answer = client.post(
        STATUSES, {"action": "make_default", "_selected_action": list(two)}, follow=True
    )

    assert "Select one status: new contacts get exactly one." in words_of(answer)
    assert ContactStatus.objects.get(is_default=True) == before


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("New Lead", "New Lead is what new contacts get. Make another status the default first."),
        ("Lost", "Contacts have the status Lost. Give them another one first."),
    ],
)
def test_a_status_that_is_needed_stays(client, name, sentence):
    status = ContactStatus.objects.get(name=name)
    Contact.objects.create(name="Gone", status=ContactStatus.objects.get(name="Lost"))

    answer = client.post(f"{STATUSES}{status.pk}/delete/", {"post": "yes"}, follow=True)

    assert (answer.status_code, answer.redirect_chain[0][1]) == (200, 302)
    assert sentence in words_of(answer)
    assert ContactStatus.objects.filter(pk=status.pk).exists()


def test_an_outcome_that_calls_have_stays(client, agent):
    outcome = Outcome.objects.all()[0]
    made_call(agent, outcome=outcome)

    answer = client.post(f"/admin/calls/outcome/{outcome.pk}/delete/", {"post": "yes"}, follow=True)

    assert f"Calls have the outcome {outcome}. Give them another one first." in words_of(answer)
    assert Outcome.objects.filter(pk=outcome.pk).exists()


def test_a_second_status_of_one_name_is_refused(client):
    answer = client.post(f"{STATUSES}add/", {"name": "Lost", "position": "9"})

    assert "Contact status with this Name already exists." in words_of(answer)


def test_a_call_takes_an_outcome_and_nothing_else(client, agent):
    call = made_call(agent)
    outcome = Outcome.objects.all()[0]

    client.post(
        f"/admin/calls/calllog/{call.pk}/change/",
        {"outcome": outcome.pk, "number_raw": "+1", "direction": "inbound"},
    )

    call.refresh_from_db()
    assert (call.outcome, call.number_raw, call.direction) == (
        outcome,
        "+442079460123",
        "outbound",
    )


# --- Phones and tokens -----------------------------------------------------------------------


def test_an_enrolled_phones_token_is_shown_once_and_works(client, client_of, agent):
    answer = client.post(
        "/admin/accounts/device/add/",
        {"user": agent.pk, "name": "Pixel 8", "region": "GB"},
        follow=True,
    )

    secret = re.search(r"shown this once: (ccd_[\w-]{43})", words_of(answer))
    assert secret
    # 403, not 401: the token is known, and this isn't a phone's business.
    headers = {"authorization": f"Bearer {secret[1]}"}
    assert client_of(agent).get("/v1/me", headers=headers).status_code == 403
    assert secret[1] not in words_of(client.get("/admin/accounts/device/"))


def test_a_person_who_may_not_upload_gets_no_phone(client, auditor):
    answer = client.post("/admin/accounts/device/add/", {"user": auditor.pk, "name": "Pixel 8"})

    assert "otto may not upload calls." in words_of(answer)
    assert not Device.objects.exists()


def test_a_phone_changes_its_name_but_not_its_person(client, phone, manager):
    client.post(
        f"/admin/accounts/device/{phone.device.pk}/change/",
        {"user": manager.pk, "name": "Old Pixel", "region": "DE"},
    )

    device = Device.objects.get()
    assert (device.name, device.region, device.user.username) == ("Old Pixel", "DE", "amira")


def test_phones_are_turned_away(client, phone):
    chosen = {"action": "turn_away", "_selected_action": [phone.device.pk]}

    client.post("/admin/accounts/device/", chosen)

    assert Device.objects.get().revoked_at
    assert phone.client.get("/v1/me", headers=phone.headers).json()["code"] == "token_revoked"


def test_tokens_are_revoked_and_not_made_or_changed(client, agent):
    token, _ = create_token(user=agent, scopes=["calls:read"])

    client.post("/admin/accounts/token/", {"action": "revoke", "_selected_action": [token.pk]})
    client.post(f"/admin/accounts/token/{token.pk}/change/", {"scopes": "calls:write"})

    kept = Token.objects.get()
    assert kept.revoked_at
    assert kept.scopes == ["calls:read"]
    assert client.get("/admin/accounts/token/add/").status_code == 403


def test_a_phones_token_is_not_among_the_tokens_of_programs(client, agent, phone):
    bearer(agent, "calls:read")

    page = client.get("/admin/accounts/token/").content.decode()

    assert str(Token.objects.get(device=None).pk) in page
    assert str(Token.objects.get(device=phone.device).pk) not in page


# --- Our own and private numbers -------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "model"),
    [("teamphonenumber", TeamPhoneNumber), ("excludednumber", ExcludedNumber)],
)
@pytest.mark.parametrize(
    ("typed", "kept"), [("020 7946 0123", "+442079460123"), ("nonsense", None), ("112", None)]
)
def test_special_numbers_are_kept_in_e164(client, manager, path, model, typed, kept):
    manager.region = "GB"
    manager.save()

    answer = client.post(f"/admin/calls/{path}/add/", {"e164": typed, "team": "", "label": ""})

    assert answer.status_code == (302 if kept else 200)
    assert [row.e164 for row in model.objects.all()] == ([kept] if kept else [])


def test_the_same_number_twice_is_refused(client):
    TeamPhoneNumber.objects.create(e164="+442079460123")

    answer = client.post("/admin/calls/teamphonenumber/add/", {"e164": "+442079460123"})

    assert answer.status_code == 200
    assert "already exists" in words_of(answer)
