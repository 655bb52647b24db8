from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contacts.models import ContactEvent
from contacts.services.lock_contact import lock_contact


def delete_contact(
    *, contact_id: UUID, actor: User, versions: Collection[int] | None = None
) -> None:
    """Hide a contact and free its numbers; `restore_contact` brings it back for 30 days."""
    with transaction.atomic():
        contact = lock_contact(contact_id, versions=versions)
        now = timezone.now()
        contact.phone_numbers.live().update(retired_at=now)
        contact.deleted_at = contact.updated_at = now
        contact.version += 1
        contact.save(update_fields=["deleted_at", "updated_at", "version"])
        ContactEvent.objects.create(
            contact=contact, actor=actor, kind=ContactEvent.Kind.DELETED, created_at=now
        )
