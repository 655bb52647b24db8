"""The numbers that a person gives for a contact, on their way from text to rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from callcrm.api.constraints import violated_constraint
from callcrm.api.exceptions import InvalidField
from callcrm.api.ids import uuid7
from contacts.choices import IfTaken, NumberKind
from contacts.exceptions import DuplicatePhone
from contacts.models import Contact, PhoneNumber
from contacts.services.normalize_phone_number import (
    InvalidPhoneNumber,
    NormalizedNumber,
    normalize_phone_number,
)

ONE_OWNER = "contact_phone_numbers_one_owner"
KIND_SENTENCES = {
    NumberKind.WITHHELD: "A withheld number can't belong to a contact.",
    NumberKind.SERVICE_CODE: "A service code can't belong to a contact.",
    NumberKind.EMERGENCY: "An emergency number can't belong to a contact.",
    NumberKind.SHORT_CODE: "A short code can't belong to a contact. Send a whole phone number.",
    NumberKind.INVALID: "This can't be read as a phone number. Send it with its country code, "
    "such as +44 20 7946 0123, or with `region`.",
}


@dataclass(frozen=True)
class GivenNumber:
    """`text` in any form. `field`: where it was sent, for the error message."""

    text: str
    field: str
    raw: str = ""
    region: str = ""
    extension: str = ""
    label: str = ""
    is_primary: bool = False
    is_shared: bool = False
    if_taken: str = IfTaken.REFUSE


@dataclass(frozen=True)
class WantedNumber:
    """A contact's number as it shall be."""

    e164: str
    field: str
    raw: str
    region: str
    extension: str
    label: str
    is_primary: bool
    is_shared: bool
    if_taken: str = IfTaken.REFUSE

    def as_row(self) -> dict[str, str | bool]:
        others = ("e164", "field", "if_taken")
        return {name: value for name, value in vars(self).items() if name not in others}


def read_numbers(
    given: Sequence[GivenNumber], *, regions: Sequence[str | None]
) -> list[WantedNumber]:
    """The first is primary unless another says it is. `regions`: after each number's own.

    Raises InvalidPhoneNumber, and InvalidField for a number given twice or two primary ones.
    """
    wanted: dict[str, WantedNumber] = {}
    for number in given:
        read = read_number(number, regions=regions)
        if read.e164 in wanted:
            raise InvalidField(f"{read.e164} is given twice.", field=number.field)
        wanted[read.e164] = read
    primary = [number for number in wanted.values() if number.is_primary]
    if len(primary) > 1:
        raise InvalidField("Only one number can be the primary one.", field=primary[1].field)
    numbers = list(wanted.values())
    if numbers and not primary:
        numbers[0] = replace(numbers[0], is_primary=True)
    return numbers


def read_number(given: GivenNumber, *, regions: Sequence[str | None]) -> WantedNumber:
    try:
        number = normalize_phone_number(given.text, regions=[given.region or None, *regions])
    except InvalidPhoneNumber as error:
        raise InvalidPhoneNumber(error.detail, field=given.field) from error
    return WantedNumber(
        e164=e164_of(number, field=given.field),
        field=given.field,
        raw=given.raw or given.text,
        region=given.region or number.region_used or "",
        extension=given.extension or number.extension,
        label=given.label,
        is_primary=given.is_primary,
        is_shared=given.is_shared or given.if_taken == IfTaken.SHARE,
        if_taken=given.if_taken,
    )


def e164_of(number: NormalizedNumber, *, field: str) -> str:
    if number.e164 is None:
        raise InvalidPhoneNumber(KIND_SENTENCES[number.kind], field=field)
    return number.e164


def keep_numbers(contact: Contact, wanted: Sequence[WantedNumber]) -> None:
    """Make these the contact's numbers. Call inside a transaction that holds the contact.

    Raises DuplicatePhone: the unique index decides, so that of two at once one gets it.
    """
    with one_owner_each(contact, {number.e164: number.field for number in wanted}):
        kept = contact.phone_numbers.live()
        # The index on primary numbers is checked row by row: none before the new one is.
        kept.filter(is_primary=True).update(is_primary=False)
        kept.exclude(e164__in=[number.e164 for number in wanted]).delete()
        there = set(kept.values_list("e164", flat=True))
        for number in wanted:
            if number.e164 in there:
                kept.filter(e164=number.e164).update(**number.as_row())
        new = [number for number in wanted if number.e164 not in there]
        # Made in one moment, they are listed by id: in the order in which they were given.
        ids = sorted(uuid7() for _ in new)
        rows = [
            PhoneNumber(id=pk, contact=contact, e164=number.e164, **number.as_row())
            for pk, number in zip(ids, new, strict=True)
        ]
        # In one order, so that two who want the same numbers don't wait for each other.
        PhoneNumber.objects.bulk_create(sorted(rows, key=lambda row: row.e164))


@contextmanager
def one_owner_each(contact: Contact, fields: dict[str, str]) -> Iterator[None]:
    """A savepoint in which a taken number is DuplicatePhone. `fields`: by number at stake."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if violated_constraint(error) != ONE_OWNER:
            raise
        taken = (
            PhoneNumber.objects.live()
            .filter(e164__in=list(fields), is_shared=False)
            .exclude(contact=contact)
            .first()
        )
        # None: its contact was deleted in the moment between.
        e164 = taken.e164 if taken else next(iter(fields))
        raise DuplicatePhone(
            e164, owner_id=taken.contact_id if taken else None, field=fields[e164]
        ) from error
