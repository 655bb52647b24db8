"""Contacts' numbers, read once more with today's rules and numbering plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from callcrm.api.exceptions import DomainError
from contacts.models import Contact, ContactEvent, PhoneNumber
from contacts.services.contact_changes import snapshot
from contacts.services.lock_contact import lock_contact
from contacts.services.normalize_phone_number import NormalizedNumber, normalize_phone_number
from contacts.services.phone_numbers import one_owner_each

CHUNK_ROWS = 2_000
# The same few numbers make most of the calls.
REMEMBERED = 100_000

read_once = lru_cache(maxsize=REMEMBERED)(
    lambda raw, regions: normalize_phone_number(raw, regions=regions)
)


def read_again(raw: str, *regions: str | None) -> NormalizedNumber:
    """As `normalize_phone_number`, which takes a while: a number that came before is remembered."""
    number: NormalizedNumber = read_once(raw, regions)
    return number


class ChangedMeanwhile(DomainError):
    """Somebody changed the row after it was read. Run it again."""

    code = "conflict"


@dataclass(frozen=True)
class ContactNumberChange:
    """`why_not`: why it is left to a person, in words; empty: it can be made."""

    number_id: UUID
    contact_id: UUID
    raw: str
    old_e164: str
    new_e164: str
    why_not: str


def count_contact_numbers() -> int:
    return PhoneNumber.objects.live().count()


def changed_contact_numbers(*, region: str) -> Iterator[ContactNumberChange | None]:
    """For each live number the change that today's reading makes, or None; nothing is written.

    `region`: where none is known. A text that reads as no number at all is a person's remark beside
    the number, and nothing follows from it.
    """
    rows = PhoneNumber.objects.live().filter(raw__regex=r"\S").order_by("id")
    for row in rows.iterator(chunk_size=CHUNK_ROWS):
        new_e164 = read_again(row.raw, row.region or None, region or None).e164
        if new_e164 in {None, row.e164}:
            yield None
        else:
            yield ContactNumberChange(
                number_id=row.pk,
                contact_id=row.contact_id,
                raw=row.raw,
                old_e164=row.e164,
                new_e164=new_e164,
                why_not=why_not(row, new_e164),
            )


def why_not(row: PhoneNumber, new_e164: str) -> str:
    as_it_stands = read_again(row.e164)
    # A person may have corrected the number and left the text as it was.
    if as_it_stands.is_valid and as_it_stands.e164 == row.e164:
        return "the old one is a valid number, too"
    owner = number_owner(new_e164)
    if owner == row.contact_id or row.contact.phone_numbers.live().filter(e164=new_e164).exists():
        return "the contact has that number, too"
    if owner and not row.is_shared:
        return f"that number belongs to contact {owner}"
    return ""


def number_owner(e164: str) -> UUID | None:
    """The contact that a call with this number finds."""
    numbers = PhoneNumber.objects.live().filter(e164=e164, is_shared=False)
    return numbers.values_list("contact_id", flat=True).first()


@transaction.atomic
def change_contact_number(change: ContactNumberChange) -> None:
    """Make the change, with a line in the contact's history; its version stays.

    Raises DuplicatePhone, ChangedMeanwhile, NotFound and ContactIsMerged: nothing is written then.
    """
    contact = lock_contact(change.contact_id)
    before = snapshot(contact)
    rows = contact.phone_numbers.live().filter(pk=change.number_id, e164=change.old_e164)
    with one_owner_each(contact, {change.new_e164: "phone_number"}):
        if not rows.update(e164=change.new_e164):
            raise ChangedMeanwhile("Somebody changed this number just now.")
    numbers = {"old": before["phone_numbers"], "new": snapshot(contact)["phone_numbers"]}
    ContactEvent.objects.create(
        contact=contact, kind=ContactEvent.Kind.EDITED, details={"phone_numbers": numbers}
    )
    Contact.objects.filter(pk=contact.pk).update(updated_at=Now())
