"""A contact's history: visible calls, notes and events as one list, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from callcrm.api.pagination import PageRequest, is_backwards, keyset_slice
from contacts.models import Contact


@dataclass(frozen=True)
class TimelineEntry:
    """`row` is a call, a ContactNote or a ContactEvent, as `kind` says."""

    kind: Literal["call", "note", "event"]
    at: datetime
    row: Any

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.at, self.row.pk


def timeline_slice(
    contact: Contact, *, viewer: User | None, page: PageRequest
) -> list[TimelineEntry]:
    """Up to a page and one entry more in reading order: that many rows of each of three sources."""

    def read(queryset: QuerySet[Any], time_field: str) -> list[Any]:
        return keyset_slice(queryset, time_field=time_field, cursor=page.cursor, limit=page.limit)

    calls = contact.calls.visible_to(viewer) if viewer else contact.calls.none()
    notes = contact.notes.select_related("author")
    events = contact.events.select_related("actor")
    entries = [
        *(
            TimelineEntry("call", row.started_at, row)
            for row in read(calls.select_related("agent", "outcome"), "started_at")
        ),
        *(TimelineEntry("note", row.created_at, row) for row in read(notes, "created_at")),
        *(TimelineEntry("event", row.created_at, row) for row in read(events, "created_at")),
    ]
    entries.sort(key=lambda entry: entry.key, reverse=not is_backwards(page))
    return entries[: page.limit + 1]
