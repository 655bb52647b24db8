from typing import Any

from rest_framework import serializers

from accounts.models import User
from calls.serializers.upload_fields import RawNumberField
from calls.services.explain_number import ExplainedNumber
from contacts.choices import Line, NumberKind
from contacts.models import Contact

EXCLUDED_PERMISSION = "calls.view_excludednumber"


class NumberToExplainSerializer(serializers.Serializer[Any]):
    phone_number = RawNumberField(help_text="In any form.")
    region = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=64,
        help_text="Country of a national number; yours if it is left out.",
    )


class NumberWarningSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    field = serializers.CharField()
    message = serializers.CharField()


class NumberContactSerializer(serializers.ModelSerializer[Contact]):
    class Meta:
        model = Contact
        fields = ("id", "display_name")
        read_only_fields = fields


class ExplainedNumberSerializer(serializers.Serializer[ExplainedNumber]):
    """An `ExplainedNumber`. The context has its `viewer`."""

    phone_number = serializers.CharField(source="number.raw", help_text="As it was sent.")
    kind = serializers.ChoiceField(NumberKind.choices, source="number.kind")
    e164 = serializers.CharField(source="number.e164", allow_null=True)
    national = serializers.CharField(source="description.national", default=None, allow_null=True)
    international = serializers.CharField(
        source="description.international", default=None, allow_null=True
    )
    extension = serializers.CharField(source="number.extension")
    region_used = serializers.CharField(
        source="number.region_used",
        allow_null=True,
        help_text="The country in which it was read; null if any gives the same.",
    )
    is_valid = serializers.BooleanField(  # type: ignore[assignment]  # a field
        source="number.is_valid", help_text="Whether the country's plan knows such a number."
    )
    country = serializers.CharField(source="description.country", default=None, allow_null=True)
    place = serializers.CharField(
        source="description.place",
        default="",
        help_text="A town, region or country in English, as exactly as the number tells.",
    )
    line = serializers.ChoiceField(
        Line.choices,
        source="description.line",
        default=None,
        allow_null=True,
        help_text="What kind of number the country's plan says it is.",
    )
    trace = serializers.ListField(
        child=serializers.CharField(), source="number.trace", help_text="How it was read."
    )
    warnings = NumberWarningSerializer(source="number.warnings", many=True)
    contact = NumberContactSerializer(allow_null=True)
    is_shared = serializers.BooleanField(help_text="A switchboard's: it finds nobody by itself.")
    is_own = serializers.BooleanField(help_text="One of our own: never a contact.")
    is_excluded = serializers.SerializerMethodField(
        help_text="Whether it is private, for somebody here; null: your role may not know."
    )

    def get_is_excluded(self, explained: ExplainedNumber) -> bool | None:
        viewer: User = self.context["viewer"]
        return bool(explained.excluded_for) if viewer.has_perm(EXCLUDED_PERMISSION) else None
