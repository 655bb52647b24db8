"""What a person may set on a contact, and what the history says of it."""

from datetime import UTC, datetime
from typing import Any, TypedDict

from accounts.models import User
from callcrm.api.exceptions import InvalidField
from contacts.models import Contact, ContactEvent, ContactStatus


class ContactChanges(TypedDict, total=False):
    """A field that isn't here stays as it is."""

    name: str
    company: str
    email: str
    status: ContactStatus
    owner: User | None
    do_not_call: bool
    do_not_call_reason: str
    needs_attention: bool
    follow_up_at: datetime | None
    follow_up_note: str


FIELDS = tuple(ContactChanges.__annotations__)


def apply_changes(contact: Contact, changes: ContactChanges) -> None:
    """Set the fields. A reason or a note goes with what it was for.

    Raises InvalidField for a reason without what it is the reason of.
    """
    for field, value in changes.items():
        setattr(contact, field, value)
    if not contact.do_not_call:
        if changes.get("do_not_call_reason"):
            raise InvalidField(
                "Send do_not_call: true with this reason.", field="do_not_call_reason"
            )
        contact.do_not_call_reason = ""
    if contact.follow_up_at is None:
        if changes.get("follow_up_note"):
            raise InvalidField("Send follow_up_at with this note.", field="follow_up_note")
        contact.follow_up_note = ""
    if not contact.needs_attention:
        contact.attention_reason = ""


def snapshot(contact: Contact) -> dict[str, Any]:
    """The editable fields and numbers as JSON, to be compared before and after an edit."""
    numbers = contact.phone_numbers.live().order_by("created_at", "id")
    return {
        "name": contact.name,
        "company": contact.company,
        "email": contact.email,
        "status": contact.status.name,
        "owner": contact.owner.username if contact.owner else None,
        "do_not_call": contact.do_not_call,
        "do_not_call_reason": contact.do_not_call_reason,
        "needs_attention": contact.needs_attention,
        "follow_up_at": as_utc(contact.follow_up_at),
        "follow_up_note": contact.follow_up_note,
        "phone_numbers": list(
            numbers.values(
                *("e164", "raw", "region", "extension", "label", "is_primary", "is_shared")
            )
        ),
    }


def as_utc(moment: datetime | None) -> str | None:
    """Written with another offset, a moment is still the same."""
    return moment.astimezone(UTC).isoformat() if moment else None


def write_history(
    contact: Contact, *, actor: User, before: dict[str, Any], after: dict[str, Any]
) -> bool:
    """One event for a new status and one for all other fields; False if nothing is different."""
    changed = {
        field: {"old": before[field], "new": after[field]}
        for field in before
        if before[field] != after[field]
    }
    events = []
    if status := changed.pop("status", None):
        events.append(ContactEvent(kind=ContactEvent.Kind.STATUS_CHANGED, details=status))
    if changed:
        events.append(ContactEvent(kind=ContactEvent.Kind.EDITED, details=changed))
    for event in events:
        event.contact, event.actor = contact, actor
    ContactEvent.objects.bulk_create(events)
    return bool(events)
