from uuid import UUID

from accounts.models import User
from calls.models import CallDecision, CallLog


def record_decision(
    *, call: CallLog, by: User, kind: CallDecision.Kind, contact_id: UUID | None
) -> None:
    """Keep who decided what, with the call as it was. Call it before the change, in its
    transaction."""
    CallDecision.objects.create(
        call=call,
        decided_by=by,
        kind=kind,
        contact_id=contact_id,
        previous_contact_id=call.contact_id,
        previous_reason=call.attention_reason,
    )
