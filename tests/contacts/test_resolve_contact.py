from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from contacts.choices import NumberKind, Source
from contacts.models import Contact, ContactEvent, ContactStatus, PhoneNumber
from contacts.services.count_calls import count_call, recount_calls
from contacts.services.normalize_phone_number import NormalizedNumber, normalize_phone_number
from contacts.services.resolve_contact import NumberIsContended, Resolution, resolve_contact

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def number() -> NormalizedNumber:
    return normalize_phone_number("020 7946 0123 ext 5", regions=["GB"])


def contact_with(number: NormalizedNumber, *, is_shared: bool = False, **extra) -> Contact:
    status = ContactStatus.objects.get(name="Customer")
    contact = Contact.objects.create(status=status, **extra)
    PhoneNumber.objects.create(contact=contact, e164=number.e164, is_shared=is_shared)
    return contact


def delete(contact: Contact) -> None:
    """As the service does: the contact is hidden and its numbers are free."""
    Contact.objects.filter(pk=contact.pk).update(deleted_at=NOON)
    contact.phone_numbers.update(retired_at=NOON)


@pytest.mark.django_db
def test_a_known_number_costs_one_query(number, django_assert_num_queries):
    ada = contact_with(number, name="Ada")

    with django_assert_num_queries(1):
        resolution = resolve_contact(number=number, name_hint="Somebody else")

    assert resolution == Resolution(contact=ada)
    assert resolution.contact.name == "Ada"


@pytest.mark.django_db
def test_a_new_number_makes_a_new_lead(number, django_assert_num_queries):
    with django_assert_num_queries(5):
        resolution = resolve_contact(number=number, name_hint=" Ada Lovelace ")

    lead = Contact.objects.get()
    assert resolution == Resolution(contact=lead, is_created=True)
    assert (lead.name, lead.status.name, lead.source) == (
        "Ada Lovelace",
        "New Lead",
        Source.CALL_UPLOAD,
    )
    assert (lead.auto_created, lead.needs_attention, lead.version) == (True, False, 1)
    assert lead.phone_numbers.values(
        "e164", "raw", "region", "extension", "label", "is_primary", "is_shared", "retired_at"
    ).get() == {
        "e164": "+442079460123",
        "raw": "020 7946 0123 ext 5",
        "region": "GB",
        "extension": "5",
        "label": "",
        "is_primary": True,
        "is_shared": False,
        "retired_at": None,
    }
    assert lead.events.values("kind", "actor", "details").get() == {
        "kind": ContactEvent.Kind.CREATED,
        "actor": None,
        "details": {"source": "call_upload"},
    }


@pytest.mark.django_db
def test_a_second_call_finds_the_lead_of_the_first(number):
    first = resolve_contact(number=number)
    second = resolve_contact(number=normalize_phone_number("+44 20 7946 0123"))

    assert second == Resolution(contact=first.contact)
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_a_shared_number_is_nobodys_and_makes_nobody(number):
    contact_with(number, is_shared=True)
    contact_with(number, is_shared=True)

    assert resolve_contact(number=number) == Resolution(contact=None, is_shared=True)
    assert Contact.objects.count() == 2


@pytest.mark.django_db
def test_who_has_a_shared_number_for_themselves_is_its_contact(number):
    contact_with(number, is_shared=True)
    ada = contact_with(number)

    assert resolve_contact(number=number) == Resolution(contact=ada)


@pytest.mark.django_db
def test_a_deleted_contacts_number_makes_a_lead_that_inherits_do_not_call(number):
    deleted = contact_with(number, name="Ada", do_not_call=True, do_not_call_reason="Asked us")
    delete(deleted)

    resolution = resolve_contact(number=number)

    lead = Contact.objects.live().get()
    assert resolution == Resolution(contact=lead, is_created=True, inherited_from_deleted=True)
    assert (lead.name, lead.status.name) == ("", "New Lead")
    assert (lead.do_not_call, lead.do_not_call_reason) == (True, "Asked us")
    assert (lead.needs_attention, lead.attention_reason) == (True, "number_of_deleted_contact")
    assert lead.events.get().details == {
        "source": "call_upload",
        "deleted_contact": str(deleted.pk),
    }


@pytest.mark.django_db
def test_the_contact_deleted_last_leaves_its_wishes(number):
    for days_ago, reason in [(3, "Long ago"), (1, "Lately"), (2, "Before")]:
        contact = contact_with(number, do_not_call=True, do_not_call_reason=reason)
        delete(contact)
        contact.phone_numbers.update(retired_at=NOON - timedelta(days=days_ago))

    resolution = resolve_contact(number=number)

    assert resolution.contact.do_not_call_reason == "Lately"


@pytest.mark.django_db
def test_a_deleted_switchboard_leaves_no_wishes(number):
    delete(contact_with(number, is_shared=True, do_not_call=True))

    resolution = resolve_contact(number=number)

    assert (resolution.is_created, resolution.inherited_from_deleted) == (True, False)
    assert not resolution.contact.do_not_call


@pytest.mark.django_db
def test_a_number_taken_off_a_living_contact_is_new_again(number):
    contact_with(number, do_not_call=True).phone_numbers.update(retired_at=NOON)

    resolution = resolve_contact(number=number)

    assert (resolution.is_created, resolution.inherited_from_deleted) == (True, False)


@pytest.mark.parametrize("raw", ["Private", "##002#", "999", "61016", "Mum"])
def test_only_a_customers_number_is_resolved(raw):
    with pytest.raises(ValueError, match="has no contact"):
        resolve_contact(number=normalize_phone_number(raw, regions=["GB"]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("default", "status"),
    [
        pytest.param("Lost", "Lost", id="the default"),
        pytest.param(None, "New Lead", id="the first, if somebody took the default away"),
    ],
)
def test_a_lead_gets_the_default_status(number, default, status):
    ContactStatus.objects.update(is_default=False)
    ContactStatus.objects.filter(name=default).update(is_default=True)

    resolution = resolve_contact(number=number)

    assert resolution.contact.status.name == status


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_resolved(number):
    with pytest.raises(TransactionManagementError):
        resolve_contact(number=number)


class Rival:
    """Takes the number between our look and our INSERT, and gives it up before we look again."""

    def __init__(self, number: NormalizedNumber, *, times: int) -> None:
        self.number = number
        self.times = times

    def __call__(self, execute, sql, params, many, context):
        if "ON CONFLICT" not in sql or not self.times:
            return execute(sql, params, many, context)
        self.times -= 1
        rival = contact_with(self.number)
        result = execute(sql, params, many, context)
        rival.phone_numbers.all().delete()
        rival.delete()
        return result


@pytest.mark.django_db
def test_a_number_that_was_taken_and_given_up_meanwhile_is_tried_again(number):
    with connection.execute_wrapper(Rival(number, times=1)), transaction.atomic():
        resolution = resolve_contact(number=number)

    assert resolution.is_created
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_a_number_that_never_stays_is_left_to_the_senders_retry(number):
    with connection.execute_wrapper(Rival(number, times=3)), pytest.raises(NumberIsContended):
        resolve_contact(number=number)

    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_call_is_counted_in_one_statement(number, django_assert_num_queries):
    ada = contact_with(number)

    with django_assert_num_queries(1):
        count_call(contact_id=ada.pk, started_at=NOON, name_hint="Ada")
    count_call(contact_id=ada.pk, started_at=NOON - timedelta(days=7), name_hint="Somebody else")

    ada.refresh_from_db()
    assert (ada.call_count, ada.last_call_at) == (2, NOON)
    assert (ada.name, ada.version) == ("Ada", 1)


@pytest.mark.django_db
def test_counting_tells_those_who_may_not_see_the_call_nothing(number):
    ada = contact_with(number)
    changed_at = ada.updated_at

    count_call(contact_id=ada.pk, started_at=NOON)
    recount_calls(contact=ada)

    ada.refresh_from_db()
    assert ada.updated_at == changed_at


@pytest.mark.django_db
def test_a_recount_counts_the_calls_that_are_there(number, agent):
    ada = contact_with(number, call_count=9, last_call_at=NOON + timedelta(days=1))
    for hours, deleted_at in [(0, None), (1, None), (2, NOON)]:
        ada.calls.create(
            agent=agent,
            number_e164=number.e164,
            number_kind=NumberKind.E164,
            started_at=NOON + timedelta(hours=hours),
            deleted_at=deleted_at,
        )

    recount_calls(contact=ada)

    assert (ada.call_count, ada.last_call_at) == (2, NOON + timedelta(hours=1))
    ada.refresh_from_db()
    assert (ada.call_count, ada.last_call_at) == (2, NOON + timedelta(hours=1))


@pytest.mark.django_db
def test_a_recount_without_calls_forgets_the_last_one(number):
    ada = contact_with(number, call_count=9, last_call_at=NOON)

    recount_calls(contact=ada)

    ada.refresh_from_db()
    assert (ada.call_count, ada.last_call_at) == (0, None)
