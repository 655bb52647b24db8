from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from callcrm.api.exceptions import DomainError, InvalidField
from calls.choices import AttentionReason
from calls.models import CallDecision, CallLog
from calls.services.lock_call import lock_call_and_contacts
from calls.services.record_decision import record_decision
from contacts.exceptions import ContactIsMerged
from contacts.models import Contact
from contacts.services.count_calls import recount_calls

RELINK_PERMISSION = "calls.relink_call"
# Somebody who says whose call it is has not answered why the phone's clock is ahead.
NOT_ABOUT_THE_NUMBER = frozenset({AttentionReason.STARTED_IN_FUTURE})


class MayNotRelink(DomainError):
    """Taking a call away from a contact is more than linking a call that nobody has."""

    code = "permission_denied"


@transaction.atomic
def link_call(
    *,
    call_id: UUID,
    by: User,
    contact_id: UUID | None,
    kind: CallDecision.Kind = CallDecision.Kind.LINKED,
) -> None:
    """Say whose call it is; None: nobody's. Safe to repeat; `undo_decision` takes it back.

    Linking answers a question about the number. Taking a call from a living contact needs
    `relink_call`. Raises NotFound, InvalidField, ContactIsMerged, MayNotRelink and CallWasMoved.
    """
    call, contacts = lock_call_and_contacts(
        calls=CallLog.objects.visible_to(by), call_id=call_id, contact_id=contact_id
    )
    if contact_id is not None:
        refuse_gone(contacts.get(contact_id))
    if call.contact_id == contact_id:
        return
    if (
        call.contact_id
        and is_live(contacts[call.contact_id])
        and not by.has_perm(RELINK_PERMISSION)
    ):
        raise MayNotRelink("The call has a contact; only a supervisor may take it away.")
    said = kind if contact_id else CallDecision.Kind.UNLINKED
    record_decision(call=call, by=by, kind=said, contact_id=contact_id)
    is_answered = contact_id is not None and call.attention_reason not in NOT_ABOUT_THE_NUMBER
    CallLog.objects.filter(pk=call.pk).update(
        contact=contact_id,
        updated_at=Now(),
        **({"needs_attention": False, "attention_reason": ""} if is_answered else {}),
    )
    for contact in contacts.values():
        recount_calls(contact=contact)


def is_live(contact: Contact) -> bool:
    return contact.deleted_at is None


def refuse_gone(contact: Contact | None) -> None:
    if contact is None:
        raise InvalidField("No contact has this id.", field="contact")
    if contact.merged_into_id:
        raise ContactIsMerged(survivor_id=contact.merged_into_id, field="contact")
    if not is_live(contact):
        raise InvalidField("This contact is deleted: restore it first.", field="contact")
