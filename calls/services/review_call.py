from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from calls.models import CallLog
from calls.services.lock_call import lock_call


@transaction.atomic
def review_call(*, call_id: UUID, by: User) -> None:
    """Mark a call as reviewed. Safe to repeat: the first reviewer stands. Raises NotFound."""
    call = lock_call(calls=CallLog.objects.visible_to(by), call_id=call_id)
    if call.reviewed_at is None:
        CallLog.objects.filter(pk=call.pk).update(
            reviewed_at=Now(), reviewed_by=by, updated_at=Now()
        )


@transaction.atomic
def reopen_review(*, call_id: UUID, by: User) -> None:
    """Take the mark away, whoever made it. Safe to repeat. Raises NotFound."""
    call = lock_call(calls=CallLog.objects.visible_to(by), call_id=call_id)
    if call.reviewed_at is not None:
        CallLog.objects.filter(pk=call.pk).update(
            reviewed_at=None, reviewed_by=None, updated_at=Now()
        )
