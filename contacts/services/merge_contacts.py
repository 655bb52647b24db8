from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from callcrm.api.exceptions import InvalidField, NotFound
from contacts.models import Contact, ContactEvent
from contacts.services.contact_changes import FIELDS, snapshot
from contacts.services.count_calls import recount_calls
from contacts.services.lock_contact import NO_CONTACT, refuse_gone

FILLED_IF_EMPTY = ("name", "company", "email", "owner")


def merge_contacts(*, survivor_id: UUID, duplicate_id: UUID, actor: User) -> Contact:
    """Make the duplicate part of the survivor: numbers, calls and notes move, its id leads here.

    Holds both contacts, and those merged into the duplicate before, in the order of their ids until
    the transaction ends. The survivor's history keeps what moved and what changed, so that it can
    be undone. Raises InvalidField, NotFound and ContactIsMerged; nothing is written then.
    """
    if survivor_id == duplicate_id:
        raise InvalidField("A contact can't be merged into itself.", field="duplicate")
    with transaction.atomic():
        survivor, duplicate = lock_both(survivor_id, duplicate_id)
        before = snapshot(survivor)
        moved = move_belongings(duplicate, to=survivor)
        fill_in(survivor, duplicate)
        retire_duplicate(duplicate, survivor=survivor)
        survivor.version += 1
        survivor.updated_at = timezone.now()
        survivor.save(update_fields=[*FIELDS, "attention_reason", "version", "updated_at"])
        recount_calls(contact=survivor)
        recount_calls(contact=duplicate)
        write_merge_history(survivor, duplicate, actor=actor, before=before, moved=moved)
    return survivor


def lock_both(survivor_id: UUID, duplicate_id: UUID) -> tuple[Contact, Contact]:
    # A full lock: a call that is just being linked to the duplicate commits first, and moves.
    rows = Contact.objects.select_for_update().filter(
        Q(pk__in=[survivor_id, duplicate_id]) | Q(merged_into=duplicate_id)
    )
    contacts = {contact.pk: contact for contact in rows.order_by("pk")}
    if survivor_id not in contacts:
        raise NotFound(NO_CONTACT)
    refuse_gone(contacts[survivor_id])
    if duplicate_id not in contacts:
        raise InvalidField(NO_CONTACT, field="duplicate")
    survivor, duplicate = contacts[survivor_id], contacts[duplicate_id]
    if duplicate.merged_into_id:
        raise InvalidField(
            f"This contact was merged into {duplicate.merged_into_id} already.", field="duplicate"
        )
    if duplicate.deleted_at:
        raise InvalidField("This contact is deleted. Restore it first.", field="duplicate")
    return survivor, duplicate


def move_belongings(duplicate: Contact, *, to: Contact) -> dict[str, Any]:
    """The ids of what moved, and what had to go: a switchboard's number that both had."""
    numbers = duplicate.phone_numbers.live()
    twice = numbers.filter(e164__in=to.phone_numbers.live().values("e164"))
    dropped = list(twice.values("e164", "raw", "region", "extension", "label", "is_shared"))
    twice.delete()
    primary = numbers.filter(is_primary=True).first()
    moved = {
        "phone_numbers": ids(numbers),
        "calls": ids(duplicate.calls.all()),
        "notes": ids(duplicate.notes.all()),
        "merged_before": ids(duplicate.merged_from.all()),
    }
    has_primary = to.phone_numbers.live().filter(is_primary=True).exists()
    numbers.update(contact=to, is_primary=False)
    if not has_primary and primary:
        to.phone_numbers.filter(pk=primary.pk).update(is_primary=True)
    duplicate.calls.update(contact=to)
    duplicate.notes.update(contact=to)
    duplicate.merged_from.update(merged_into=to)
    return {**moved, "dropped_phone_numbers": dropped}


def ids(rows: QuerySet[Any]) -> list[str]:
    return [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]


def fill_in(survivor: Contact, duplicate: Contact) -> None:
    """What the survivor lacks comes from the duplicate; the stricter and the earlier wins."""
    for field in FILLED_IF_EMPTY:
        if not getattr(survivor, field):
            setattr(survivor, field, getattr(duplicate, field))
    if duplicate.do_not_call and not survivor.do_not_call_reason:
        survivor.do_not_call_reason = duplicate.do_not_call_reason
    survivor.do_not_call |= duplicate.do_not_call
    if duplicate.needs_attention and not survivor.needs_attention:
        survivor.needs_attention = True
        survivor.attention_reason = duplicate.attention_reason
    if duplicate.follow_up_at and (
        survivor.follow_up_at is None or duplicate.follow_up_at < survivor.follow_up_at
    ):
        survivor.follow_up_at = duplicate.follow_up_at
        survivor.follow_up_note = duplicate.follow_up_note


def retire_duplicate(duplicate: Contact, *, survivor: Contact) -> None:
    duplicate.merged_into = survivor
    duplicate.deleted_at = duplicate.updated_at = timezone.now()
    duplicate.version += 1
    duplicate.save(update_fields=["merged_into", "deleted_at", "updated_at", "version"])


def write_merge_history(
    survivor: Contact,
    duplicate: Contact,
    *,
    actor: User,
    before: dict[str, Any],
    moved: dict[str, Any],
) -> None:
    after = snapshot(survivor)
    changed = {
        field: {"old": before[field], "new": after[field]}
        for field in before
        if before[field] != after[field]
    }
    ContactEvent.objects.create(
        contact=survivor,
        actor=actor,
        kind=ContactEvent.Kind.MERGED,
        details={
            "duplicate": str(duplicate.pk),
            "duplicate_name": duplicate.name,
            "changed": changed,
            "moved": moved,
        },
    )
    ContactEvent.objects.create(
        contact=duplicate,
        actor=actor,
        kind=ContactEvent.Kind.MERGED,
        details={"survivor": str(survivor.pk)},
    )
