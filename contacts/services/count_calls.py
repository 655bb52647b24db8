"""A contact's number of calls and its last one: kept on its row, so that lists needn't count."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Greatest

from contacts.models import Contact


def count_call(*, contact_id: UUID, started_at: datetime, name_hint: str = "") -> None:
    """Add one call: one UPDATE, which keeps the contact locked until the transaction ends.

    An older call, uploaded late, leaves `last_call_at` as it is. `name_hint` fills an empty name
    only. `version` stays: an upload must not make somebody's open form stale. `updated_at` stays,
    too: it would tell everybody of a call that they may not see.
    """
    changes = {
        "call_count": F("call_count") + 1,
        # PostgreSQL's GREATEST passes over NULL.
        "last_call_at": Greatest(F("last_call_at"), Value(started_at)),
    }
    if name := name_hint.strip()[:300]:
        changes["name"] = Case(When(name="", then=Value(name)), default=F("name"))
    Contact.objects.filter(pk=contact_id).update(**changes)


@transaction.atomic(savepoint=False)
def recount_calls(*, contact: Contact) -> None:
    """Count anew, after calls were moved, hidden or restored. Safe to repeat.

    Locks the contact first: an upload that isn't committed yet waits with its own +1, so that none
    is lost or counted twice.
    """
    Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    counted = contact.calls.aggregate(
        call_count=Count("pk", filter=Q(deleted_at__isnull=True)),
        last_call_at=Max("started_at", filter=Q(deleted_at__isnull=True)),
    )
    Contact.objects.filter(pk=contact.pk).update(**counted)
    contact.call_count = counted["call_count"]
    contact.last_call_at = counted["last_call_at"]
