from typing import Any

import phonenumbers
from rest_framework import serializers

from contacts.models import MAX_RAW_NUMBER_LENGTH, PhoneNumber


class PhoneNumberSerializer(serializers.ModelSerializer[PhoneNumber]):
    is_valid = serializers.SerializerMethodField(  # type: ignore[assignment]  # a field
        help_text="Whether the country's numbering plan knows such a number."
    )

    class Meta:
        model = PhoneNumber
        fields = (
            *("e164", "raw", "region", "extension", "label"),
            *("is_primary", "is_shared", "is_valid"),
        )
        read_only_fields = fields

    def get_is_valid(self, number: PhoneNumber) -> bool:
        return phonenumbers.is_valid_number(phonenumbers.parse(number.e164))


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
    is_valid = serializers.BooleanField(  # type: ignore[assignment]  # a field
        read_only=True
    )

    def validate_region(self, value: str) -> str:
        return check_region(value)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("e164") and not attrs.get("raw"):
            raise serializers.ValidationError("Send `e164` or `raw`.", "required")
        return attrs
