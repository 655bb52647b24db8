"""What a call's transaction and another one do to the same contact at the same time."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from django.db import connection, transaction

from callcrm.api.exceptions import InvalidField
from calls.models import Outcome
from calls.services.annotate_call import annotate_call
from calls.services.delete_outcome import OutcomeIsNeeded, delete_outcome
from contacts.choices import NumberKind
from contacts.models import Contact, ContactStatus, PhoneNumber
from contacts.services.count_calls import count_call, recount_calls
from contacts.services.delete_status import StatusIsNeeded, delete_status
from contacts.services.merge_contacts import merge_contacts
from contacts.services.normalize_phone_number import normalize_phone_number
from contacts.services.resolve_contact import Resolution, resolve_contact
from contacts.services.update_contact import update_contact
from tests.calls.made_calls import made_call

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NUMBER = normalize_phone_number("+442079460123")
Result = TypeVar("Result")


@pytest.fixture
def elsewhere():
    with ThreadPoolExecutor(max_workers=1) as threads:

        def start(work: Callable[[], Result]) -> Future[Result]:
            def in_a_transaction_of_its_own() -> Result:
                try:
                    with transaction.atomic():
                        return work()
                finally:
                    connection.close()

            return threads.submit(in_a_transaction_of_its_own)

        yield start


@pytest.fixture
def ada() -> Contact:
    contact = Contact.objects.create(name="Ada", status=ContactStatus.objects.get(name="Customer"))
    PhoneNumber.objects.create(contact=contact, e164=NUMBER.e164)
    return contact


def wait_until_it_waits(work: Future[object]) -> None:
    """Until `work` stands before a lock of ours; one that passes it fails here."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone()[0]:
                return
        assert not work.done(), "It didn't wait."
        time.sleep(0.01)
    pytest.fail("It neither ended nor waited.")


def test_a_call_during_a_merge_goes_to_the_survivor(ada, elsewhere):
    survivor = Contact.objects.create(name="Ada Lovelace", status=ada.status)
    with transaction.atomic():
        Contact.objects.filter(pk=ada.pk).update(merged_into=survivor, deleted_at=NOON)
        ada.phone_numbers.update(contact=survivor)
        call = elsewhere(lambda: resolve_contact(number=NUMBER))
        wait_until_it_waits(call)

    assert call.result() == Resolution(contact=survivor)


def test_a_call_during_a_deletion_makes_a_new_lead(ada, elsewhere):
    with transaction.atomic():
        Contact.objects.filter(pk=ada.pk).update(deleted_at=NOON, do_not_call=True)
        ada.phone_numbers.update(retired_at=NOON)
        call = elsewhere(lambda: resolve_contact(number=NUMBER))
        wait_until_it_waits(call)

    resolution = call.result()
    assert (resolution.is_created, resolution.inherited_from_deleted) == (True, True)
    assert resolution.contact.do_not_call


def test_a_call_during_a_change_of_status_finds_its_contact(ada, elsewhere):
    with transaction.atomic():
        Contact.objects.filter(pk=ada.pk).update(status=ContactStatus.objects.get(name="Lost"))
        call = elsewhere(lambda: resolve_contact(number=NUMBER))
        wait_until_it_waits(call)

    assert call.result() == Resolution(contact=ada)
    assert Contact.objects.count() == 1


def test_a_call_that_commits_during_a_recount_is_counted_once(ada, agent, elsewhere):
    with transaction.atomic():
        ada.calls.create(
            agent=agent,
            number_e164=NUMBER.e164,
            number_kind=NumberKind.E164,
            started_at=NOON,
        )
        count_call(contact_id=ada.pk, started_at=NOON)
        recount = elsewhere(lambda: recount_calls(contact=ada))
        wait_until_it_waits(recount)
    recount.result()

    stored = Contact.objects.get(pk=ada.pk)
    assert (stored.call_count, stored.last_call_at) == (1, NOON)


def test_a_status_that_somebody_is_giving_is_not_deleted(ada, agent, elsewhere):
    lost = ContactStatus.objects.get(name="Lost")
    with transaction.atomic():
        update_contact(contact_id=ada.pk, actor=agent, changes={"status": lost})
        deletion = elsewhere(lambda: delete_status(status=lost))
        wait_until_it_waits(deletion)

    with pytest.raises(StatusIsNeeded):
        deletion.result()


def test_an_outcome_that_somebody_is_giving_is_not_deleted(agent, manager, elsewhere):
    call, outcome = made_call(agent), Outcome.objects.create(name="Brief")
    with transaction.atomic():
        annotate_call(call_id=call.pk, by=manager, annotation={"outcome": outcome})
        deletion = elsewhere(lambda: delete_outcome(outcome=outcome))
        wait_until_it_waits(deletion)

    with pytest.raises(OutcomeIsNeeded):
        deletion.result()


def test_a_status_deleted_a_moment_ago_is_refused(ada, agent):
    brief = ContactStatus.objects.create(name="Brief")
    ContactStatus.objects.filter(name="Brief").delete()

    with pytest.raises(InvalidField, match="Brief was deleted"):
        update_contact(contact_id=ada.pk, actor=agent, changes={"status": brief})


def test_a_merge_waits_in_order_for_what_was_merged_before(ada, manager, elsewhere):
    survivor = Contact.objects.create(name="Ada Lovelace", status=ada.status)
    duplicate = Contact.objects.create(name="A. Lovelace", status=ada.status)
    Contact.objects.filter(pk=ada.pk).update(merged_into=duplicate, deleted_at=NOON)
    with transaction.atomic():
        in_order = Contact.objects.select_for_update()
        in_order.get(pk=ada.pk)
        merge = elsewhere(
            lambda: merge_contacts(
                survivor_id=survivor.pk, duplicate_id=duplicate.pk, actor=manager
            )
        )
        wait_until_it_waits(merge)
        in_order.get(pk=survivor.pk)

    assert merge.result() == survivor
    ada.refresh_from_db()
    assert ada.merged_into == survivor
