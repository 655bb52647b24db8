from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from calls.choices import Direction
from calls.models import CallLog, Outcome
from calls.services.lock_call import lock_call


class Annotation(TypedDict, total=False):
    outcome: Outcome | None
    direction: Direction


@transaction.atomic
def annotate_call(*, call_id: UUID, by: User, annotation: Annotation) -> None:
    """Say what a call meant, or which way it went. Safe to repeat. Raises NotFound."""
    call = lock_call(calls=CallLog.objects.visible_to(by), call_id=call_id)
    CallLog.objects.filter(pk=call.pk).update(**annotation, updated_at=Now())
