"""Two at once: threads with connections of their own, on a database that really commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from callcrm.api.exceptions import DomainError
from contacts.choices import Source
from contacts.models import Contact, ContactEvent, PhoneNumber
from contacts.services.create_contact import create_contact
from contacts.services.merge_contacts import merge_contacts
from contacts.services.phone_numbers import GivenNumber
from contacts.services.update_contact import update_contact

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*attempts):
    """Each attempt's answer, or the code of its refusal."""
    start = Barrier(len(attempts))

    def run(attempt):
        try:
            start.wait(timeout=30)
            return attempt()
        except DomainError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as threads:
        return list(threads.map(run, attempts))


def contact_with(agent, name, number):
    return create_contact(
        actor=agent,
        source=Source.MANUAL,
        values={"name": name},
        numbers=[GivenNumber(text=number, field="phone_number")],
    )


def test_of_many_who_create_the_same_number_one_gets_it(agent):
    answers = at_once(
        *(lambda name=name: contact_with(agent, name, "+442079460123") for name in "ABCDEFGH")
    )

    assert answers.count("duplicate_phone") == 7
    assert Contact.objects.count() == PhoneNumber.objects.count() == 1
    assert ContactEvent.objects.count() == 1


def test_of_many_who_edit_the_same_version_one_wins(agent):
    contact = contact_with(agent, "Ada", "+442079460123")

    answers = at_once(
        *(
            lambda name=name: update_contact(
                contact_id=contact.pk, actor=agent, changes={"name": name}, versions={1}
            )
            for name in "BCDEFGH"
        )
    )

    assert answers.count("version_mismatch") == 6
    assert Contact.objects.get().version == 2


def test_of_two_merges_of_the_same_pair_one_wins(agent):
    ada = contact_with(agent, "Ada", "+442079460123")
    bob = contact_with(agent, "Bob", "+442079460124")

    answers = at_once(
        lambda: merge_contacts(survivor_id=ada.pk, duplicate_id=bob.pk, actor=agent),
        lambda: merge_contacts(survivor_id=bob.pk, duplicate_id=ada.pk, actor=agent),
    )

    assert len([answer for answer in answers if isinstance(answer, Contact)]) == 1
    survivor = Contact.objects.live().get()
    assert survivor.phone_numbers.live().count() == 2
    assert Contact.objects.get(deleted_at__isnull=False).merged_into == survivor
