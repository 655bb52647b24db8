"""What waits for somebody to decide: four kinds of cases, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.roles import Reach
from callcrm.api.pagination import Cursor, capped_count, keyset_slice
from calls.choices import AttentionReason
from calls.models import CallLog
from calls.models.call_log import IN_TROUBLE
from calls.querysets import CallLogQuerySet
from contacts.models import Contact
from contacts.querysets import ContactQuerySet

COUNT_CAP = 100


class CaseKind(models.TextChoices):
    UNLINKED = "unlinked", "Unlinked"
    INVALID_NUMBER = "invalid_number", "Invalid number"
    RECORDING = "recording", "Quarantined"
    NEW_LEAD = "new_lead", "New lead"


@dataclass(frozen=True)
class Case:
    """`call`: of a lead, its newest that the viewer may see."""

    kind: CaseKind
    at: datetime
    id: UUID
    call_id: UUID | None
    contact_id: UUID | None

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.at, self.id


def unlinked(viewer: User) -> CallLogQuerySet:
    calls = CallLog.objects.visible_to(viewer).filter(needs_attention=True)
    return calls.exclude(attention_reason=AttentionReason.INVALID_NUMBER)


def with_invalid_number(viewer: User) -> CallLogQuerySet:
    return CallLog.objects.visible_to(viewer).filter(
        needs_attention=True, attention_reason=AttentionReason.INVALID_NUMBER
    )


def in_trouble(viewer: User) -> CallLogQuerySet:
    """A call that also has no contact is listed once: as that."""
    return CallLog.objects.visible_to(viewer).filter(IN_TROUBLE, needs_attention=False)


def new_leads(viewer: User) -> ContactQuerySet:
    """Those with a call that the viewer may see: whose lead it is shows in who spoke with them."""
    leads = Contact.objects.new_leads()
    if viewer.reach == Reach.ALL:
        return leads
    calls = CallLog.objects.visible_to(viewer).filter(contact=OuterRef("pk"))
    return leads.filter(Exists(calls))


def waiting(viewer: User) -> dict[CaseKind, QuerySet[CallLog] | QuerySet[Contact]]:
    return {
        CaseKind.UNLINKED: unlinked(viewer),
        CaseKind.INVALID_NUMBER: with_invalid_number(viewer),
        CaseKind.RECORDING: in_trouble(viewer),
        CaseKind.NEW_LEAD: new_leads(viewer),
    }


def cases_slice(
    viewer: User, *, kinds: Sequence[CaseKind], cursor: Cursor | None, limit: int
) -> list[Case]:
    """Up to `limit` + 1 in the order of reading: that many rows of each kind, one query each."""
    found: list[Case] = []
    for kind in kinds:
        rows = waiting(viewer)[kind]
        field = "created_at" if kind == CaseKind.NEW_LEAD else "started_at"
        narrow = rows.only(field)
        for row in keyset_slice(narrow, time_field=field, cursor=cursor, limit=limit):
            is_call = isinstance(row, CallLog)
            found.append(
                Case(
                    kind=kind,
                    at=getattr(row, field),
                    id=row.pk,
                    call_id=row.pk if is_call else None,
                    contact_id=None if is_call else row.pk,
                )
            )
    is_backwards = cursor is not None and cursor.direction == "previous"
    found.sort(key=lambda case: case.key, reverse=not is_backwards)
    return found[: limit + 1]


def newest_calls(contact_ids: Sequence[UUID], *, viewer: User) -> dict[UUID, UUID]:
    """By contact: the newest call that the viewer may see."""
    newest = (
        CallLog.objects.visible_to(viewer)
        .filter(contact=OuterRef("pk"))
        .order_by("-started_at", "-id")
        .values("pk")[:1]
    )
    rows = Contact.objects.filter(pk__in=contact_ids).order_by()
    found = rows.values_list("pk", models.Subquery(newest))
    return {contact_id: call_id for contact_id, call_id in found if call_id}


def case_counts(viewer: User) -> dict[str, dict[str, Any]]:
    """By kind: `{value, is_capped}`, counted up to 100. Four queries."""
    return {kind.value: capped_count(rows, cap=COUNT_CAP) for kind, rows in waiting(viewer).items()}
