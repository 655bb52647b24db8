"""A contact as JSON, in plain steps: DRF takes ten times as long through the fields of a page.

`ContactSerializer` says for the OpenAPI document what stands here; a test holds the two together.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import phonenumbers

from accounts.serializers.person import person_as_json
from callcrm.api.instants import instant
from contacts.models import Contact, PhoneNumber
from contacts.visible_calls import VisibleCalls

# Whoever types into a search is shown the same contacts again and again.
REMEMBERED_NUMBERS = 10_000


def rendered_contact(contact: Contact, calls: VisibleCalls) -> dict[str, Any]:
    """Of a contact `with_details()`. `calls`: what its viewer may know of them."""
    numbers = contact.live_numbers
    return {
        "id": str(contact.pk),
        "name": contact.name,
        "display_name": contact.display_name,
        "company": contact.company,
        "email": contact.email,
        "status": contact.status.name,
        "owner": person_as_json(contact.owner) if contact.owner else None,
        "source": contact.source,
        "auto_created": contact.auto_created,
        "do_not_call": contact.do_not_call,
        "do_not_call_reason": contact.do_not_call_reason,
        "needs_attention": contact.needs_attention,
        "attention_reason": contact.attention_reason,
        "reviewed_at": instant(contact.reviewed_at),
        "follow_up_at": instant(contact.follow_up_at),
        "follow_up_note": contact.follow_up_note,
        "phone_number": contact.primary_number,
        "phone_numbers": [number_as_json(number) for number in numbers],
        "call_count": calls.count,
        "last_call_at": instant(calls.last_at),
        "version": contact.version,
        "created_at": instant(contact.created_at),
        "updated_at": instant(contact.updated_at),
    }


def number_as_json(number: PhoneNumber) -> dict[str, Any]:
    read = read_number(number.e164)
    return {
        "e164": number.e164,
        "national": read.national,
        "international": read.international,
        "raw": number.raw,
        "region": number.region,
        "extension": number.extension,
        "label": number.label,
        "is_primary": number.is_primary,
        "is_shared": number.is_shared,
        "is_valid": read.is_valid,
    }


class ReadNumber(NamedTuple):
    national: str
    international: str
    is_valid: bool


@lru_cache(REMEMBERED_NUMBERS)
def read_number(e164: str) -> ReadNumber:
    number = phonenumbers.parse(e164)
    return ReadNumber(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.is_valid_number(number),
    )
