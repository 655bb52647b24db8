"""Calls' numbers, read once more with today's rules and numbering plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from calls.choices import AttentionReason
from calls.models import CallLog
from calls.services.classify_number import REASONS, NumberClass, classify_number
from contacts.choices import NumberKind
from contacts.services.count_calls import count_call
from contacts.services.normalize_phone_number import NormalizedNumber
from contacts.services.renormalize_contact_numbers import (
    CHUNK_ROWS,
    ChangedMeanwhile,
    number_owner,
    read_again,
)
from contacts.services.resolve_contact import Resolution, resolve_contact

# What a call without a contact waits for; who dismissed it has answered.
ABOUT_THE_NUMBER = frozenset(REASONS.values())


class Consequence(StrEnum):
    """What a new reading means for whose call it is, in words."""

    NONE = "its contact stays"
    FINDS_CONTACT = "it finds its contact"
    MAKES_LEAD = "it makes a New Lead"
    ANOTHERS = "its contact stays, though the number is another contact's: merge them, or relink it"
    PRIVATE = "left as it is: the number is private; delete the call"


@dataclass(frozen=True)
class CallChange:
    """`call` is as it was read; `number` is today's reading."""

    call: CallLog
    number: NormalizedNumber
    consequence: Consequence

    @property
    def kind(self) -> str:
        """Of the change, in words."""
        old, new = self.call, self.number
        if old.number_e164 and new.e164:
            return "region or extension" if old.number_e164 == new.e164 else "another number"
        return f"{NumberKind(old.number_kind).label} → {new.kind.label}".lower()


def changed_calls(*, region: str) -> Iterator[CallChange | None]:
    """For each call the change that today's reading makes, or None; nothing is written.

    A number is read where it was read before, or else where an upload would read it, or else in
    `region`. What the phone said was withheld stays so; private calls have no number.
    """
    for call in calls_with_numbers().iterator(chunk_size=CHUNK_ROWS):
        number = read_again(call.number_raw, *regions_of(call), region or None)
        yield None if is_the_same(call, number) else call_change(call, number)


def calls_with_numbers() -> QuerySet[CallLog]:
    return (
        CallLog.objects.exclude(number_raw="")
        .exclude(number_kind=NumberKind.WITHHELD)
        .select_related("agent", "team", "device")
        .order_by("id")
    )


def regions_of(call: CallLog) -> tuple[str | None, ...]:
    own = (call.device.region if call.device else "") or call.agent.region
    team = call.team.region if call.team else ""
    return call.region_used or None, own or None, team or None


def is_the_same(call: CallLog, number: NormalizedNumber) -> bool:
    return number_facts(number) == {
        "number_e164": call.number_e164,
        "number_extension": call.number_extension,
        "number_kind": call.number_kind,
        "region_used": call.region_used,
    }


def number_facts(number: NormalizedNumber) -> dict[str, str | None]:
    return {
        "number_e164": number.e164,
        "number_extension": number.extension,
        "number_kind": number.kind.value,
        "region_used": number.region_used or "",
    }


def call_change(call: CallLog, number: NormalizedNumber) -> CallChange:
    number_class = classify_number(number=number, team=call.team)
    return CallChange(call, number, consequence_of(call, number, number_class))


def consequence_of(
    call: CallLog, number: NormalizedNumber, number_class: NumberClass
) -> Consequence:
    if number_class.is_excluded:
        return Consequence.PRIVATE
    if number.e164 is None or number_class.attention_reason:
        return Consequence.NONE
    owner = number_owner(number.e164)
    if waits_for_contact(call):
        return Consequence.FINDS_CONTACT if owner else Consequence.MAKES_LEAD
    if call.contact_id and owner and owner != call.contact_id:
        return Consequence.ANOTHERS
    return Consequence.NONE


def waits_for_contact(call: CallLog) -> bool:
    return (
        call.contact_id is None
        and call.deleted_at is None
        and call.needs_attention
        and call.attention_reason in ABOUT_THE_NUMBER
    )


@transaction.atomic
def change_call_number(change: CallChange) -> bool:
    """Write today's reading; a call that waits for its contact gets it as an upload would.

    False: the number is private, and the call is left to a person. Raises ChangedMeanwhile:
    nothing is written then.
    """
    call, number = change.call, change.number
    number_class = classify_number(number=number, team=call.team)
    if number_class.is_excluded:
        return False
    facts: dict[str, object] = {**number_facts(number)}
    resolution = None
    if waits_for_contact(call):
        # Before the call: contacts are locked first everywhere.
        if number_class.attention_reason is None:
            resolution = resolve_contact(number=number)
        facts |= attention_of(number_class, resolution)
    is_as_read = CallLog.objects.filter(
        pk=call.pk, contact=call.contact_id, updated_at=call.updated_at
    ).update(**facts, contact=contact_after(call, resolution), updated_at=Now())
    if not is_as_read:
        raise ChangedMeanwhile("Somebody changed this call just now.")
    if resolution and resolution.contact:
        count_call(
            contact_id=resolution.contact.pk, started_at=min(call.started_at, call.created_at)
        )
    return True


def contact_after(call: CallLog, resolution: Resolution | None) -> UUID | None:
    if resolution and resolution.contact:
        return resolution.contact.pk
    return call.contact_id


def attention_of(number_class: NumberClass, resolution: Resolution | None) -> dict[str, object]:
    reason = number_class.attention_reason
    if resolution and resolution.is_shared:
        reason = AttentionReason.SHARED_NUMBER
    elif resolution and resolution.inherited_from_deleted:
        reason = AttentionReason.DELETED_CONTACT
    return {"needs_attention": reason is not None, "attention_reason": reason or ""}
