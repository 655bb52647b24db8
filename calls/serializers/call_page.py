"""How a page of calls looks: for the OpenAPI document, and for the period that a list covers."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from calls.periods import Period
from calls.serializers.call_log import CallLogSerializer
from calls.serializers.call_note import CallNoteSerializer


class CountSerializer(serializers.Serializer[Any]):
    """Only with `?count=true`."""

    value = serializers.IntegerField()
    is_capped = serializers.BooleanField(help_text="There are more than `value`.")


class PeriodSerializer(serializers.Serializer[Period]):
    """Which calls the list holds: from `started_after` on, until just before `started_before`."""

    started_after = serializers.DateTimeField(allow_null=True)
    started_before = serializers.DateTimeField(allow_null=True)
    is_default = serializers.BooleanField(
        help_text="Whether `started_after` was set for you: 92 days back."
    )


@extend_schema_serializer(many=False)
class CallPageSerializer(serializers.Serializer[Any]):
    results = CallLogSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    limit = serializers.IntegerField()
    count = CountSerializer(required=False)
    period = PeriodSerializer(allow_null=True, help_text="Null: all calls there are.")


@extend_schema_serializer(many=False)
class CallNotePageSerializer(serializers.Serializer[Any]):
    results = CallNoteSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    limit = serializers.IntegerField()
    count = CountSerializer(required=False)
