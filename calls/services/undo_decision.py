from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from callcrm.api.exceptions import DomainError
from calls.models import CallDecision, CallLog
from calls.services.link_call import refuse_gone
from calls.services.lock_call import lock_call_and_contacts
from contacts.models import Contact
from contacts.services.count_calls import recount_calls
from contacts.services.delete_contact import delete_contact

UNDOABLE_FOR = timedelta(days=1)


class NothingToUndo(DomainError):
    """Nobody takes back what somebody else said, or said since."""

    code = "conflict"


@transaction.atomic
def undo_decision(*, call_id: UUID, by: User) -> None:
    """Take back one's own last decision about whose call it is, less than a day old.

    The call is as it was before. A contact that was made by the decision is hidden again if nobody
    has touched it since. Raises NotFound, NothingToUndo, InvalidField and ContactIsMerged.
    """
    decision = last_decision(call_id)
    call, contacts = lock_call_and_contacts(
        calls=CallLog.objects.visible_to(by),
        call_id=call_id,
        contact_id=decision.previous_contact_id if decision else None,
    )
    if decision is None or last_decision(call_id) != decision or not is_own(decision, call, by):
        raise NothingToUndo("There is no decision of yours from today to undo on this call.")
    if decision.previous_contact_id:
        refuse_gone(contacts.get(decision.previous_contact_id))
    CallLog.objects.filter(pk=call.pk).update(
        contact=decision.previous_contact_id,
        needs_attention=bool(decision.previous_reason),
        attention_reason=decision.previous_reason,
        updated_at=Now(),
    )
    CallDecision.objects.filter(pk=decision.pk).update(undone_at=Now())
    for contact in contacts.values():
        recount_calls(contact=contact)
    if decision.kind == CallDecision.Kind.CREATED and decision.contact_id:
        hide_untouched(contacts[decision.contact_id], by=by)


def last_decision(call_id: UUID) -> CallDecision | None:
    return CallDecision.objects.filter(call=call_id, undone_at__isnull=True).first()


def is_own(decision: CallDecision, call: CallLog, by: User) -> bool:
    is_recent = decision.created_at > timezone.now() - UNDOABLE_FOR
    return is_recent and decision.decided_by_id == by.pk and call.contact_id == decision.contact_id


def hide_untouched(contact: Contact, *, by: User) -> None:
    if contact.version == 1 and contact.call_count == 0 and not contact.notes.exists():
        delete_contact(contact_id=contact.pk, actor=by)
