"""What a viewer may know of a contact's calls, reached through `contact.calls` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from accounts.models import User
from accounts.roles import Reach
from contacts.models import Contact


@dataclass(frozen=True)
class VisibleCalls:
    count: int = 0
    last_at: datetime | None = None


def visible_calls(contacts: Sequence[Contact], *, viewer: User | None) -> dict[UUID, VisibleCalls]:
    """By contact: the stored numbers for who sees every call, else one query for all contacts.

    `viewer` None: somebody who may know of no calls.
    """
    if viewer is None:
        return {}
    if viewer.reach == Reach.ALL:
        return {row.pk: VisibleCalls(row.call_count, row.last_call_at) for row in contacts}
    if not contacts:
        return {}
    grouped = (
        contacts[0]
        .calls.model.objects.visible_to(viewer)
        .filter(contact__in=[contact.pk for contact in contacts])
        .order_by()
        .values_list("contact")
        .annotate(Count("pk"), Max("started_at"))
    )
    return {contact_id: VisibleCalls(count, last_at) for contact_id, count, last_at in grouped}
