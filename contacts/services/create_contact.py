from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from callcrm.api.exceptions import InvalidField
from contacts.choices import Source
from contacts.models import Contact, ContactEvent, ContactStatus
from contacts.services.contact_changes import ContactChanges, apply_changes
from contacts.services.hold_row import hold_row
from contacts.services.phone_numbers import GivenNumber, keep_numbers, read_numbers
from contacts.services.take_over_numbers import take_over_numbers


def create_contact(
    *,
    actor: User,
    source: Source,
    values: ContactChanges,
    numbers: Sequence[GivenNumber],
    region: str = "",
) -> Contact:
    """Make a contact with a name or a number. `region`: for numbers that state none.

    Raises InvalidPhoneNumber, InvalidField and DuplicatePhone; nothing is written then.
    """
    if not values.get("name") and not numbers:
        raise InvalidField("Send a name or a phone number.", field="name")
    wanted = read_numbers(numbers, regions=[region or None, actor.phone_region])
    with transaction.atomic():
        take_over_numbers(wanted=wanted, actor=actor)
        contact = Contact(source=source)
        if "status" in values:
            hold_row(values["status"], field="status")
        else:
            contact.status = ContactStatus.objects.order_by("-is_default", "position")[0]
        apply_changes(contact, values)
        contact.save(force_insert=True)
        keep_numbers(contact, wanted)
        ContactEvent.objects.create(
            contact=contact,
            actor=actor,
            kind=ContactEvent.Kind.CREATED,
            details={"source": source, "phone_numbers": [number.e164 for number in wanted]},
        )
    return contact
