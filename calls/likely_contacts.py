"""Whose call it may have been: contacts with the reasons that speak for each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from calls.models import CallLog
from contacts.models import Contact, PhoneNumber

MAX_MATCHES = 5
# Earlier calls and numbers that are looked at: a switchboard has called for years.
NEWEST = 200
# Two digits are what people get wrong; fewer than seven before them are half a country.
DIGITS_WRONG, MIN_DIGITS = 2, 7
LINKED_BEFORE, SHARES_NUMBER, SIMILAR_NUMBER = "linked_before", "shares_number", "similar_number"
WEIGHTS = {LINKED_BEFORE: 4, SHARES_NUMBER: 3, SIMILAR_NUMBER: 1}


@dataclass(frozen=True)
class Reason:
    """`at`: when such a call was last linked here; `times`: how often, of the newest 200."""

    code: str
    at: datetime | None = None
    times: int | None = None
    phone_number: str | None = None


@dataclass(frozen=True)
class Match:
    contact: Contact
    reasons: tuple[Reason, ...]


def matches_of(call: CallLog, *, viewer: User) -> list[Match]:
    """The best first, five at most. Five queries at most; only calls that the viewer may see
    count as evidence."""
    reasons: dict[UUID, list[Reason]] = defaultdict(list)
    if call.number_e164:
        add_earlier_calls(reasons, call, viewer=viewer)
        owners = PhoneNumber.objects.live().filter(e164=call.number_e164)
        for contact_id in owners.values_list("contact", flat=True)[:NEWEST]:
            reasons[contact_id].append(Reason(SHARES_NUMBER, phone_number=call.number_e164))
    if len(reasons) < MAX_MATCHES:
        add_similar_numbers(reasons, call)
    if call.contact_id:
        reasons.pop(call.contact_id, None)
    best = sorted(reasons, key=lambda key: strength(reasons[key]), reverse=True)[:MAX_MATCHES]
    contacts = Contact.objects.live().with_details().in_bulk(best)
    return [Match(contacts[key], tuple(reasons[key])) for key in best if key in contacts]


def strength(reasons: list[Reason]) -> tuple[int, float]:
    newest = max((reason.at.timestamp() for reason in reasons if reason.at), default=0.0)
    return sum(WEIGHTS[reason.code] for reason in reasons), newest


def add_earlier_calls(reasons: dict[UUID, list[Reason]], call: CallLog, *, viewer: User) -> None:
    earlier = (
        CallLog.objects.visible_to(viewer)
        .filter(number_e164=call.number_e164)
        .exclude(pk=call.pk)
        .exclude(contact=None)
        .order_by("-started_at", "-id")
        .values_list("contact", "started_at")[:NEWEST]
    )
    linked: dict[UUID, list[datetime]] = defaultdict(list)
    for contact_id, started_at in earlier:
        linked[contact_id].append(started_at)
    for contact_id, times in linked.items():
        reasons[contact_id].append(Reason(LINKED_BEFORE, at=times[0], times=len(times)))


def add_similar_numbers(reasons: dict[UUID, list[Reason]], call: CallLog) -> None:
    """Numbers that begin alike but for the last two digits; of an unreadable one, those that end
    like it."""
    digits = "".join(character for character in call.number_raw if character.isdigit())
    numbers = PhoneNumber.objects.live()
    if call.number_e164 and len(call.number_e164) > MIN_DIGITS + DIGITS_WRONG:
        stem = call.number_e164[:-DIGITS_WRONG]
        similar = numbers.filter(e164__startswith=stem, is_shared=False).exclude(
            e164=call.number_e164
        )
    elif not call.number_e164 and len(digits) >= MIN_DIGITS:
        similar = numbers.filter(e164__contains=digits[-MIN_DIGITS:])
    else:
        return
    for contact_id, e164 in similar.values_list("contact", "e164")[: MAX_MATCHES * 2]:
        reasons[contact_id].append(Reason(SIMILAR_NUMBER, phone_number=e164))
