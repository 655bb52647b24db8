from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from callcrm.api.exceptions import InvalidField
from contacts.models import Contact
from contacts.services.contact_changes import (
    FIELDS,
    ContactChanges,
    apply_changes,
    snapshot,
    write_history,
)
from contacts.services.hold_row import hold_row
from contacts.services.lock_contact import lock_contact
from contacts.services.phone_numbers import (
    GivenNumber,
    WantedNumber,
    keep_numbers,
    read_number,
    read_numbers,
)
from contacts.services.take_over_numbers import take_over_numbers


def update_contact(
    *,
    contact_id: UUID,
    actor: User,
    changes: ContactChanges,
    numbers: Sequence[GivenNumber] | None = None,
    primary: GivenNumber | None = None,
    region: str = "",
    versions: Collection[int] | None = None,
) -> Contact:
    """Change what is given. The version grows if that makes a difference.

    `numbers` are the whole list; `primary` becomes the primary one and joins those that are there.
    `versions`: those that the caller has seen. Raises what `lock_contact`, `read_numbers` and
    `keep_numbers` raise; nothing is written then.
    """
    regions = [region or None, actor.phone_region]
    wanted = None if numbers is None else read_numbers(numbers, regions=regions)
    with transaction.atomic():
        take_over_numbers(wanted=wanted or (), actor=actor, contact_id=contact_id)
        contact = lock_contact(contact_id, versions=versions)
        before = snapshot(contact)
        if "status" in changes:
            hold_row(changes["status"], field="status")
        apply_changes(contact, changes)
        if wanted is not None:
            keep_numbers(contact, wanted)
        elif primary is not None:
            keep_numbers(contact, with_primary(contact, read_number(primary, regions=regions)))
        after = snapshot(contact)
        refuse_anonymous(before=before, after=after)
        if write_history(contact, actor=actor, before=before, after=after):
            contact.version += 1
            contact.updated_at = timezone.now()
            contact.save(update_fields=[*FIELDS, "attention_reason", "version", "updated_at"])
    return contact


def with_primary(contact: Contact, primary: WantedNumber) -> list[WantedNumber]:
    others = [
        WantedNumber(
            e164=number.e164,
            field=primary.field,
            raw=number.raw,
            region=number.region,
            extension=number.extension,
            label=number.label,
            is_primary=False,
            is_shared=number.is_shared,
        )
        for number in contact.live_numbers
    ]
    known = next((number for number in others if number.e164 == primary.e164), primary)
    return [
        replace(known, is_primary=True),
        *(number for number in others if number.e164 != primary.e164),
    ]


def refuse_anonymous(*, before: dict[str, object], after: dict[str, object]) -> None:
    is_anonymous = not after["name"] and not after["phone_numbers"]
    if is_anonymous and (before["name"] or before["phone_numbers"]):
        raise InvalidField("A contact keeps a name or a phone number.", field="name")
