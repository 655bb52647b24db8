from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import ContactNote
from contacts.services.lock_contact import lock_contact


def add_contact_note(*, contact_id: UUID, author: User, text: str) -> ContactNote:
    with transaction.atomic():
        # Held, so that a merge moves this note, too, or sends its author to the survivor.
        contact = lock_contact(contact_id)
        return ContactNote.objects.create(contact=contact, author=author, text=text)
