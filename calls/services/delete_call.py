from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from calls.models import CallLog
from calls.services.lock_call import lock_call_and_contacts
from contacts.services.count_calls import recount_calls


@transaction.atomic
def delete_call(*, call_id: UUID, by: User) -> None:
    """Hide a call; row and audio stay, and `restore_call` brings it back. Raises NotFound."""
    call, contacts = lock_call_and_contacts(calls=CallLog.objects.visible_to(by), call_id=call_id)
    CallLog.objects.filter(pk=call.pk).update(deleted_at=Now(), updated_at=Now())
    for contact in contacts.values():
        recount_calls(contact=contact)
