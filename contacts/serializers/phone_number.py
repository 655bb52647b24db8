from typing import Any

import phonenumbers
from rest_framework import serializers

from contacts.choices import IfTaken
from contacts.models import MAX_RAW_NUMBER_LENGTH, PhoneNumber
from contacts.serializers.contact_json import number_as_json


class PhoneNumberSerializer(serializers.ModelSerializer[PhoneNumber]):
    is_valid = serializers.BooleanField(  # type: ignore[assignment]  # a field
        read_only=True, help_text="Whether the country's numbering plan knows such a number."
    )

    national = serializers.CharField(read_only=True, help_text="As people write it at home.")
    international = serializers.CharField(
        read_only=True, help_text="With its country code, spaced."
    )

    class Meta:
        model = PhoneNumber
        fields = (
            *("e164", "national", "international", "raw", "region", "extension", "label"),
            *("is_primary", "is_shared", "is_valid"),
        )
        read_only_fields = fields

    def to_representation(self, instance: PhoneNumber) -> dict[str, Any]:
        return number_as_json(instance)


def check_region(value: str) -> str:
    """Upper-case. Raises ValidationError for what is no country's code."""
    region = value.upper()
    if region and region not in phonenumbers.SUPPORTED_REGIONS:
        raise serializers.ValidationError(
            "Use a country code of two letters, such as GB or DE.", "unknown_region"
        )
    return region


class PhoneNumberWriteSerializer(serializers.Serializer[PhoneNumber]):
    """A number as a person gives it: `e164` or `raw`, both in any form; `e164` decides."""

    e164 = serializers.CharField(
        required=False, max_length=MAX_RAW_NUMBER_LENGTH, trim_whitespace=False
    )
    raw = serializers.CharField(
        required=False,
        max_length=MAX_RAW_NUMBER_LENGTH,
        trim_whitespace=False,
        help_text="As it was written; it is kept like that.",
    )
    region = serializers.CharField(
        default="", allow_blank=True, max_length=2, help_text="Country of a national number"
    )
    extension = serializers.CharField(default="", allow_blank=True, max_length=20)
    label = serializers.CharField(  # type: ignore[assignment]  # a field
        default="", allow_blank=True, max_length=30
    )
    is_primary = serializers.BooleanField(
        default=False, help_text="The first is primary unless another is."
    )
    is_shared = serializers.BooleanField(
        default=False, help_text="A switchboard: several contacts may have it."
    )
    if_taken = serializers.ChoiceField(
        [(choice.value, choice.label) for choice in IfTaken],
        default=IfTaken.REFUSE.value,
        help_text="What to do if another contact has it: `refuse` (409), `move` it here from there,"
        " or `share` it, so that both have it and it finds nobody by itself.",
    )
    is_valid = serializers.BooleanField(  # type: ignore[assignment]  # a field
        read_only=True
    )
    national = serializers.CharField(read_only=True)
    international = serializers.CharField(read_only=True)

    def validate_region(self, value: str) -> str:
        return check_region(value)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("e164") and not attrs.get("raw"):
            raise serializers.ValidationError("Send `e164` or `raw`.", "required")
        return attrs
