from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Contact
from contacts.services.merge_contacts import merge_contacts


def merge_several(*, survivor_id: UUID, duplicate_ids: Sequence[UUID], actor: User) -> None:
    """Merge all duplicates into the survivor, or none. Raises what `merge_contacts` does."""
    with transaction.atomic():
        # All of them in one order before the first merge: two merges then can't deadlock.
        everybody = Contact.objects.filter(pk__in=[survivor_id, *duplicate_ids])
        list(everybody.order_by("pk").select_for_update().values_list("pk"))
        for duplicate_id in duplicate_ids:
            merge_contacts(survivor_id=survivor_id, duplicate_id=duplicate_id, actor=actor)
