"""What hangs on a row, shown below its form: the newest of it, and a link to all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from accounts.admin_base import shortened
from accounts.models import User
from contacts.models import Contact, ContactEvent, PhoneNumber

MOST_ROWS_SHOWN = 20


@dataclass(frozen=True)
class Section:
    """`rows` as the template shows them, cell by cell; `list_url` leads to all of them."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    list_url: str = ""


def list_address(model: str, **ids: UUID) -> str:
    """`model`: as in an admin address' name, such as calls_calllog."""
    query = urlencode({name: str(pk) for name, pk in ids.items()})
    return f"{reverse(f'admin:{model}_changelist')}?{query}"


def list_of(model: str, contact: Contact) -> str:
    """What belongs to hidden contacts is in no list."""
    return "" if contact.deleted_at else list_address(model, contact=contact.pk)


def link_to(model: str, row: Model, text: object) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(f"admin:{model}_change", args=[row.pk]), text)


def moment(at: datetime) -> str:
    """As the templates show one: in the reader's time zone."""
    return str(localize(localtime(at)))


def sections_of(contact: Contact, *, viewer: User) -> list[Section]:
    return [
        numbers_of(contact),
        calls_of(contact, viewer=viewer),
        notes_of(contact),
        history_of(contact),
    ]


def numbers_of(contact: Contact) -> Section:
    """A hidden contact's, too: it gets them back."""
    # Not by way of the contact: its prefetched numbers are the live ones only.
    retired = PhoneNumber.objects.filter(contact=contact, retired_at__isnull=False)
    numbers = retired if contact.deleted_at else contact.live_numbers
    return Section(
        title="Phone numbers",
        columns=("Number", "As written", "Country", "Label", ""),
        rows=[
            (number.e164, number.raw, number.region, number.label, marks_of(number))
            for number in numbers
        ],
    )


def listed_name(contact: Contact) -> str:
    return shortened(contact.name or "No name yet")


def marks_of(number: Any) -> str:
    marks = {"Primary": number.is_primary, "Shared": number.is_shared}
    return ", ".join(mark for mark, is_so in marks.items() if is_so)


def calls_of(contact: Contact, *, viewer: User) -> Section:
    calls = contact.calls.visible_to(viewer).select_related("agent", "outcome")
    return Section(
        title="Calls",
        columns=("When", "Direction", "Agent", "Call result", "Seconds", "Outcome", "Recording"),
        rows=[
            (
                link_to("calls_calllog", call, moment(call.started_at)),
                call.get_direction_display(),
                call.agent.display_name,
                call.get_disposition_display(),
                call.duration_seconds,
                call.outcome,
                call.get_recording_status_display(),
            )
            for call in calls[:MOST_ROWS_SHOWN]
        ],
        list_url=list_address("calls_calllog", contact=contact.pk),
    )


def notes_of(contact: Contact) -> Section:
    notes = contact.notes.select_related("author")
    return Section(
        title="Notes",
        columns=("When", "Who", "Note"),
        rows=[
            (note.created_at, note.author.display_name, note.text)
            for note in notes[:MOST_ROWS_SHOWN]
        ],
        list_url=list_of("contacts_contactnote", contact),
    )


def history_of(contact: Contact) -> Section:
    events = contact.events.select_related("actor")
    return Section(
        title="History",
        columns=("When", "Who", "What", "Details"),
        rows=[
            (
                event.created_at,
                event.actor.display_name if event.actor else "callcrm",
                event.get_kind_display(),
                details_in_words(event),
            )
            for event in events[:MOST_ROWS_SHOWN]
        ],
        list_url=list_of("contacts_contactevent", contact),
    )


def details_in_words(event: ContactEvent) -> str:
    """Without what a merge moved: it names calls that the reader may not know of."""
    details = event.details
    match event.kind:
        case ContactEvent.Kind.STATUS_CHANGED:
            return f"{details.get('old')} → {details.get('new')}"
        case ContactEvent.Kind.EDITED:
            return changes_in_words(details)
        case ContactEvent.Kind.MERGED if "survivor" in details:
            return f"Into {details['survivor']}"
        case ContactEvent.Kind.MERGED:
            taken = f"{details.get('duplicate_name') or details.get('duplicate')} came in"
            return "; ".join(filter(None, [taken, changes_in_words(details.get("changed", {}))]))
    return ""


def changes_in_words(changed: dict[str, dict[str, Any]]) -> str:
    return "; ".join(
        f"{field.replace('_', ' ')}: {in_words(change['old'])} → {in_words(change['new'])}"
        for field, change in changed.items()
    )


def in_words(value: object) -> str:
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(str(number.get("e164", number)) for number in value)
    return str(value)
