from collections.abc import Collection
from uuid import UUID

from callcrm.api.exceptions import NotFound
from contacts.exceptions import ContactIsMerged, VersionMismatch
from contacts.models import Contact

NO_CONTACT = "There is no contact with this id."


def lock_contact(contact_id: UUID, *, versions: Collection[int] | None = None) -> Contact:
    """Hold a contact until the transaction ends; uploads of its calls needn't wait.

    `versions`: those that the caller has seen, or None for whichever. Raises NotFound,
    ContactIsMerged and VersionMismatch.
    """
    contact = Contact.objects.select_for_update(no_key=True).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(NO_CONTACT)
    refuse_gone(contact)
    if versions is not None and contact.version not in versions:
        raise VersionMismatch(version=contact.version)
    return contact


def refuse_gone(contact: Contact) -> None:
    if contact.merged_into_id:
        raise ContactIsMerged(survivor_id=contact.merged_into_id)
    if contact.deleted_at:
        raise NotFound(NO_CONTACT)
