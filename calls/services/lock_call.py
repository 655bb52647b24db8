from uuid import UUID

from callcrm.api.exceptions import DomainError, NotFound
from calls.models import CallLog
from calls.querysets import CallLogQuerySet
from contacts.models import Contact


class CallWasMoved(DomainError):
    """Somebody linked the call elsewhere while we waited for it."""

    code = "conflict"


def lock_call(*, calls: CallLogQuerySet, call_id: UUID) -> CallLog:
    """One of `calls`, for a change until the transaction ends. Raises NotFound."""
    call = calls.select_for_update(of=("self",)).filter(pk=call_id).first()
    if call is None:
        raise NotFound("Nothing with this id is here for you.")
    return call


def lock_call_and_contacts(
    *, calls: CallLogQuerySet, call_id: UUID, contact_id: UUID | None = None
) -> tuple[CallLog, dict[UUID, Contact]]:
    """The call, its contact and the one named by `contact_id`, by their ids.

    Contacts are locked first and in the order of ids, as in a merge: two changes can't deadlock.
    Raises NotFound and CallWasMoved.
    """
    own_contact = calls.filter(pk=call_id).values_list("contact", flat=True).first()
    contacts = Contact.objects.select_for_update(no_key=True).filter(
        pk__in=[key for key in (own_contact, contact_id) if key]
    )
    locked = {contact.pk: contact for contact in contacts.order_by("pk")}
    call = lock_call(calls=calls, call_id=call_id)
    if call.contact_id and call.contact_id not in locked:
        raise CallWasMoved("Somebody linked this call just now. Look at it again.")
    return call, locked
