from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from contacts.models import ContactStatus


def order_statuses(*, positions: Mapping[UUID, int]) -> None:
    """Put statuses where `positions` says; ids that are gone meanwhile are passed over."""
    with transaction.atomic():
        # Locked in one order, so that two people who reorder at once don't wait for each other.
        rows = ContactStatus.objects.select_for_update().filter(pk__in=positions).order_by("pk")
        for status in rows:
            status.position = positions[status.pk]
            status.save(update_fields=["position"])
