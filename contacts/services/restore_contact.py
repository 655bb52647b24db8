from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from callcrm.api.exceptions import NotFound
from contacts.exceptions import CannotRestore, ContactIsMerged
from contacts.models import Contact, ContactEvent
from contacts.services.lock_contact import NO_CONTACT
from contacts.services.phone_numbers import one_owner_each

RESTORABLE_FOR = timedelta(days=30)


def restore_contact(*, contact_id: UUID, actor: User) -> Contact:
    """Bring a deleted contact back, with its numbers.

    Raises NotFound, ContactIsMerged, CannotRestore, and DuplicatePhone if somebody has one of its
    numbers by now; nothing is written then.
    """
    with transaction.atomic():
        contact = Contact.objects.select_for_update().filter(pk=contact_id).first()
        if contact is None:
            raise NotFound(NO_CONTACT)
        refuse_unrestorable(contact)
        numbers = contact.phone_numbers.filter(retired_at__isnull=False)
        e164s = numbers.values_list("e164", flat=True)
        with one_owner_each(contact, dict.fromkeys(e164s, "phone_numbers")):
            numbers.update(retired_at=None)
        contact.deleted_at = None
        contact.updated_at = timezone.now()
        contact.version += 1
        contact.save(update_fields=["deleted_at", "updated_at", "version"])
        ContactEvent.objects.create(contact=contact, actor=actor, kind=ContactEvent.Kind.RESTORED)
    return contact


def refuse_unrestorable(contact: Contact) -> None:
    if contact.merged_into_id:
        raise ContactIsMerged(survivor_id=contact.merged_into_id)
    if contact.deleted_at is None:
        raise CannotRestore("This contact isn't deleted.")
    if timezone.now() - contact.deleted_at > RESTORABLE_FOR:
        raise CannotRestore(
            f"A contact can be restored for {RESTORABLE_FOR.days} days; this one was deleted on "
            f"{contact.deleted_at:%Y-%m-%d}. Create it anew."
        )
