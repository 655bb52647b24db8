from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from callcrm.api.exceptions import DomainError
from calls.models import CallLog
from calls.services.lock_call import lock_call_and_contacts
from contacts.services.count_calls import recount_calls
from contacts.services.restore_contact import RESTORABLE_FOR


class CallIsGone(DomainError):
    """Deleted too long ago to come back."""

    code = "call_deleted"


@transaction.atomic
def restore_call(*, call_id: UUID, by: User) -> None:
    """Show a hidden call again. Safe to repeat. Raises NotFound and, after 30 days, CallIsGone."""
    call, contacts = lock_call_and_contacts(
        calls=CallLog.objects.within_reach_of(by), call_id=call_id
    )
    if call.deleted_at is None:
        return
    if timezone.now() - call.deleted_at > RESTORABLE_FOR:
        raise CallIsGone("The call was deleted more than 30 days ago and can't be restored.")
    CallLog.objects.filter(pk=call.pk).update(deleted_at=None, updated_at=Now())
    for contact in contacts.values():
        recount_calls(contact=contact)
