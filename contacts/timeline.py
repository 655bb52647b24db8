"""A contact's history: visible calls, notes and events as one list, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from callcrm.api.pagination import (
    COUNT_CAP,
    PageRequest,
    capped_count,
    is_backwards,
    keyset_slice,
)
from contacts.models import Contact

Kind = Literal["call", "note", "event"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class TimelineEntry:
    """`row` is a call, a ContactNote or a ContactEvent, as `kind` says."""

    kind: Kind
    at: datetime
    row: Any

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.at, self.row.pk


def timeline_slice(
    contact: Contact, *, viewer: User | None, page: PageRequest, kinds: Collection[Kind] = KINDS
) -> list[TimelineEntry]:
    """Up to a page and one entry more in reading order: that many rows of each source asked for."""

    def read(queryset: QuerySet[Any], time_field: str) -> list[Any]:
        return keyset_slice(queryset, time_field=time_field, cursor=page.cursor, limit=page.limit)

    entries: list[TimelineEntry] = []
    if "call" in kinds:
        calls = calls_seen_by(viewer, contact=contact)
        found = read(calls.select_related("agent", "outcome"), "started_at")
        entries += [TimelineEntry("call", row.started_at, row) for row in found]
    if "note" in kinds:
        found = read(contact.notes.select_related("author"), "created_at")
        entries += [TimelineEntry("note", row.created_at, row) for row in found]
    if "event" in kinds:
        found = read(contact.events.select_related("actor"), "created_at")
        entries += [TimelineEntry("event", row.created_at, row) for row in found]
    entries.sort(key=lambda entry: entry.key, reverse=not is_backwards(page))
    return entries[: page.limit + 1]


def timeline_counts(contact: Contact, *, viewer: User | None) -> dict[Kind, dict[str, Any]]:
    """How many there are of each kind, `{value, is_capped}`: three queries, each of one index."""
    return {
        "call": capped_count(calls_seen_by(viewer, contact=contact), cap=COUNT_CAP),
        "note": capped_count(contact.notes.all(), cap=COUNT_CAP),
        "event": capped_count(contact.events.all(), cap=COUNT_CAP),
    }


def calls_seen_by(viewer: User | None, *, contact: Contact) -> QuerySet[Any]:
    calls: QuerySet[Any] = contact.calls.visible_to(viewer) if viewer else contact.calls.none()
    return calls
