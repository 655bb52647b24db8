from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from calls.models import CallDecision, CallLog
from calls.services.lock_call import lock_call
from calls.services.record_decision import record_decision


@transaction.atomic
def dismiss_attention(*, call_id: UUID, by: User) -> None:
    """Say that the call needs nobody's attention as it is. Safe to repeat. Raises NotFound."""
    call = lock_call(calls=CallLog.objects.visible_to(by), call_id=call_id)
    if call.needs_attention:
        kind = CallDecision.Kind.DISMISSED
        record_decision(call=call, by=by, kind=kind, contact_id=call.contact_id)
        CallLog.objects.filter(pk=call.pk).update(
            needs_attention=False, attention_reason="", updated_at=Now()
        )
