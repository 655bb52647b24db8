from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from calls.choices import Direction
from calls.models import CallLog, Outcome
from calls.serializers.call_log import CallLogSerializer
from contacts.models import Contact


class OutcomeByName(serializers.SlugRelatedField[Outcome]):
    """Written by name; a name that isn't there is answered with those that are."""

    def to_internal_value(self, data: object) -> Outcome:
        outcomes = {outcome.name: outcome for outcome in Outcome.objects.all()}
        if not isinstance(data, str) or data not in outcomes:
            raise serializers.ValidationError(
                f"Use one of: {', '.join(outcomes)}.", code="does_not_exist"
            )
        return outcomes[data]


# In the document only what can be written; the rest is here to be refused by name.
@extend_schema_serializer(
    exclude_fields=sorted({*CallLogSerializer.Meta.fields} - {"outcome", "direction", "contact"})
)
class CallChangesSerializer(serializers.Serializer[CallLog]):
    """What a person may change about a call; everything else in it is read-only."""

    outcome = OutcomeByName(
        slug_field="name", queryset=Outcome.objects.all(), allow_null=True, required=False
    )
    direction = serializers.ChoiceField(Direction.choices, required=False)
    contact = serializers.PrimaryKeyRelatedField(
        queryset=Contact.objects.all(),
        pk_field=serializers.UUIDField(),
        allow_null=True,
        required=False,
        help_text="A contact's id.",
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        shown = {name: serializers.ReadOnlyField() for name in CallLogSerializer.Meta.fields}
        return {**shown, **super().get_fields()}


class CallContactLinkSerializer(serializers.Serializer[Any]):
    contact = serializers.UUIDField(help_text="A contact's id.")
