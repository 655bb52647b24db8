from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from calls.models import Outcome


class OutcomeSerializer(serializers.ModelSerializer[Outcome]):
    class Meta:
        model = Outcome
        fields = ("id", "name", "position")
        read_only_fields = fields


@extend_schema_serializer(many=False)
class OutcomeListSerializer(serializers.Serializer[Any]):
    """All there are, in their order."""

    results = OutcomeSerializer(many=True)
