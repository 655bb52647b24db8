from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from calls.choices import Direction
from calls.models import CallLog, Outcome
from calls.services.lock_call import lock_call
from contacts.services.hold_row import hold_row


class Annotation(TypedDict, total=False):
    outcome: Outcome | None
    direction: Direction


@transaction.atomic
def annotate_call(*, call_id: UUID, by: User, annotation: Annotation) -> None:
    """Say what a call meant, or which way it went. Safe to repeat.

    Raises NotFound, and InvalidField for an outcome that was deleted just now.
    """
    call = lock_call(calls=CallLog.objects.visible_to(by), call_id=call_id)
    if outcome := annotation.get("outcome"):
        hold_row(outcome, field="outcome")
    CallLog.objects.filter(pk=call.pk).update(**annotation, updated_at=Now())
