from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from calls.models import Outcome


def order_outcomes(*, positions: Mapping[UUID, int]) -> None:
    """Put outcomes where `positions` says; ids that are gone meanwhile are passed over."""
    with transaction.atomic():
        # Locked in one order, so that two people who reorder at once don't wait for each other.
        rows = Outcome.objects.select_for_update().filter(pk__in=positions).order_by("pk")
        for outcome in rows:
            outcome.position = positions[outcome.pk]
            outcome.save(update_fields=["position"])
