from django.db import transaction

from callcrm.api.exceptions import DomainError
from calls.models import CallLog, Outcome


class OutcomeIsNeeded(DomainError):
    """An outcome that calls have."""

    code = "conflict"


def delete_outcome(*, outcome: Outcome) -> None:
    """Take an unused outcome off the list. Raises `OutcomeIsNeeded` for one in use."""
    with transaction.atomic():
        locked = Outcome.objects.select_for_update().get(pk=outcome.pk)
        if CallLog.objects.filter(outcome=locked).exists():
            raise OutcomeIsNeeded(f"Calls have the outcome {locked}. Give them another one first.")
        locked.delete()
