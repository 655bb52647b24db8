from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, cast

from django.utils import timezone
from rest_framework import serializers

from accounts.models import User
from accounts.people import naming
from contacts.models import MAX_RAW_NUMBER_LENGTH, Contact, ContactStatus, PhoneNumber
from contacts.serializers.phone_number import PhoneNumberWriteSerializer, check_region
from contacts.services.contact_changes import FIELDS, ContactChanges
from contacts.services.phone_numbers import GivenNumber

MAX_NUMBERS = 50


class AwareDateTimeField(serializers.DateTimeField):
    """A time with its offset: one without could be anybody's."""

    default_error_messages: ClassVar = {
        "naive": "Send the offset from UTC, too, such as 2026-11-20T09:30:00Z."
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("naive")
        return super().enforce_timezone(value)


class ContactWriteSerializer(serializers.Serializer[Contact]):
    """What a person sets. PUT empties what is left out, but not `status` and the numbers.

    Numbers: either `phone_number`, which becomes the primary one beside those that are there, or
    `phone_numbers`, which are the whole list from then on.
    """

    name = serializers.CharField(default="", allow_blank=True, max_length=300)
    company = serializers.CharField(default="", allow_blank=True, max_length=300)
    email = serializers.EmailField(default="", allow_blank=True, max_length=254)
    status = serializers.CharField(
        required=False, max_length=50, help_text="The name of one of /v1/statuses"
    )
    owner = serializers.CharField(
        default=None, allow_null=True, max_length=150, help_text="A person's id or username"
    )
    do_not_call = serializers.BooleanField(default=False)
    do_not_call_reason = serializers.CharField(default="", allow_blank=True, max_length=300)
    needs_attention = serializers.BooleanField(
        required=False, help_text="Only `false`: that somebody has seen to it."
    )
    follow_up_at = AwareDateTimeField(default=None, allow_null=True)
    follow_up_note = serializers.CharField(default="", allow_blank=True, max_length=300)
    phone_number = serializers.CharField(
        required=False,
        max_length=MAX_RAW_NUMBER_LENGTH,
        trim_whitespace=False,
        help_text="In any form; a national one is read with `region`.",
    )
    phone_numbers: serializers.ListSerializer[PhoneNumber] = serializers.ListSerializer(
        child=PhoneNumberWriteSerializer(), required=False, max_length=MAX_NUMBERS
    )
    region = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=2,
        help_text="Country of national numbers that state none: two letters; else your own.",
    )

    # Shown but not written: sending one is read_only_field.
    id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True)
    source = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a field
    auto_created = serializers.BooleanField(read_only=True)
    attention_reason = serializers.CharField(read_only=True)
    reviewed_at = serializers.DateTimeField(read_only=True)
    call_count = serializers.IntegerField(read_only=True)
    last_call_at = serializers.DateTimeField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    timeline = serializers.JSONField(read_only=True)

    def validate_status(self, name: str) -> ContactStatus:
        statuses = {status.name: status for status in ContactStatus.objects.all()}
        if name not in statuses:
            raise serializers.ValidationError(
                f"There is no such status. Known: {', '.join(statuses)}.", "unknown_status"
            )
        return statuses[name]

    def validate_owner(self, text: str | None) -> User | None:
        if text is None:
            return None
        person = User.objects.filter(naming(text), is_active=True).first()
        if person is None:
            raise serializers.ValidationError(
                "Nobody here has this id or username.", "unknown_person"
            )
        return person

    def validate_needs_attention(self, value: bool) -> bool:  # noqa: FBT001 - DRF's signature
        if value:
            raise serializers.ValidationError("Only false can be sent.", "invalid_choice")
        return value

    def validate_region(self, value: str) -> str:
        return check_region(value)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "phone_number" in attrs and "phone_numbers" in attrs:
            raise serializers.ValidationError(
                {"phone_number": "Send phone_number or phone_numbers, not both."}, "conflict"
            )
        return attrs


@dataclass(frozen=True)
class SentContact:
    """The checked input as services take it: `numbers` the whole list, or else one `primary`."""

    changes: ContactChanges
    numbers: list[GivenNumber] | None
    primary: GivenNumber | None
    region: str


def sent_contact(values: dict[str, Any]) -> SentContact:
    """`values`: what ContactWriteSerializer has checked."""
    listed = values.get("phone_numbers")
    primary = values.get("phone_number")
    changes = {field: value for field, value in values.items() if field in FIELDS}
    return SentContact(
        changes=cast("ContactChanges", changes),
        numbers=None if listed is None else [given(row, at) for at, row in enumerate(listed)],
        primary=GivenNumber(text=primary, field="phone_number") if primary else None,
        region=values.get("region", ""),
    )


def given(number: dict[str, Any], place: int) -> GivenNumber:
    rest = {field: value for field, value in number.items() if field != "e164"}
    text = number.get("e164") or number["raw"]
    return GivenNumber(text=text, field=f"phone_numbers.{place}", **rest)
