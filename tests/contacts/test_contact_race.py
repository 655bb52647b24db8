"""Fifty phones with the same twenty new numbers make twenty contacts: the index sees to it."""

import random
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from contacts.models import Contact, ContactEvent, PhoneNumber
from contacts.services import resolve_contact as resolving
from contacts.services.normalize_phone_number import normalize_phone_number
from contacts.services.resolve_contact import Resolution, resolve_contact

pytestmark = pytest.mark.django_db(transaction=True)

PHONES = 50
NUMBERS = [f"+4420794601{position:02}" for position in range(20)]


def race() -> dict[str, list[Resolution]]:
    """Each phone resolves every number, in an order and in transactions of its own."""
    start = Barrier(PHONES)

    def upload_from_phone(phone: int) -> list[tuple[str, Resolution]]:
        order = random.Random(phone).sample(NUMBERS, k=len(NUMBERS))
        answers = []
        try:
            start.wait(timeout=60)
            for e164 in order:
                with transaction.atomic():
                    answers.append((e164, resolve_contact(number=normalize_phone_number(e164))))
        finally:
            connection.close()
        return answers

    resolutions = defaultdict(list)
    with ThreadPoolExecutor(max_workers=PHONES) as phones:
        for answers in phones.map(upload_from_phone, range(PHONES)):
            for e164, resolution in answers:
                resolutions[e164].append(resolution)
    return resolutions


@contextmanager
def without_the_unique_index() -> Iterator[None]:
    (constraint,) = (
        constraint
        for constraint in PhoneNumber._meta.constraints
        if constraint.name == "contact_phone_numbers_one_owner"
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(PhoneNumber, constraint)
    try:
        yield
    finally:
        # The index can't come back over doubled numbers.
        ContactEvent.objects.all().delete()
        PhoneNumber.objects.all().delete()
        Contact.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(PhoneNumber, constraint)


def test_fifty_phones_with_twenty_new_numbers_make_twenty_contacts():
    resolutions = race()

    owners: dict[str, UUID] = dict(PhoneNumber.objects.values_list("e164", "contact_id"))
    assert Contact.objects.count() == PhoneNumber.objects.count() == len(NUMBERS)
    assert sorted(owners) == NUMBERS
    assert ContactEvent.objects.filter(kind=ContactEvent.Kind.CREATED).count() == len(NUMBERS)
    for e164, answers in resolutions.items():
        assert {answer.contact.pk for answer in answers if answer.contact} == {owners[e164]}
        assert [answer.is_created for answer in answers].count(True) == 1
        assert len(answers) == PHONES


def test_without_the_unique_index_the_same_race_doubles_contacts(monkeypatch):
    """The negative control: that the race above is one, and that the index is what decides it.

    PostgreSQL refuses our statement when the index is gone (the next test), so that the code can't
    double in silence. To see that the harness would notice, ON CONFLICT goes with its index, and
    nothing else changes: lookup, order of inserts, transactions and threads are the same.
    """
    plain_insert = resolving.CLAIM_NUMBER.replace(
        "ON CONFLICT (e164) WHERE retired_at IS NULL AND NOT is_shared DO NOTHING", ""
    )
    monkeypatch.setattr(resolving, "CLAIM_NUMBER", plain_insert)
    with without_the_unique_index():
        race()

        assert Contact.objects.count() > len(NUMBERS)


def test_without_the_unique_index_nothing_is_made_at_all():
    with without_the_unique_index():
        with (
            pytest.raises(ProgrammingError, match="no unique or exclusion constraint"),
            transaction.atomic(),
        ):
            resolve_contact(number=normalize_phone_number(NUMBERS[0]))

        assert not Contact.objects.exists()
