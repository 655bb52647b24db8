from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from contacts.models import Contact
from contacts.services.lock_contact import lock_contact

# The version stays: looking at a contact must not make somebody's open form stale.


@transaction.atomic
def review_contact(*, contact_id: UUID, by: User) -> None:
    """Somebody has looked at it. Safe to repeat: the first one stands.

    Raises NotFound and ContactIsMerged.
    """
    contact = lock_contact(contact_id)
    if contact.reviewed_at is None:
        Contact.objects.filter(pk=contact.pk).update(reviewed_at=Now(), reviewed_by=by)


@transaction.atomic
def reopen_contact(*, contact_id: UUID) -> None:
    """Take the mark away, whoever made it. Raises NotFound and ContactIsMerged."""
    contact = lock_contact(contact_id)
    Contact.objects.filter(pk=contact.pk).update(reviewed_at=None, reviewed_by=None)
