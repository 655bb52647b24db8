"""How a page of calls looks: for the OpenAPI document, and for the period that a list covers."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from callcrm.api.page_shape import CountedPageSerializer
from calls.periods import Period
from calls.serializers.call_note import CallNoteSerializer
from calls.serializers.found_call import FoundCallSerializer


class PeriodSerializer(serializers.Serializer[Period]):
    """Which calls the list holds: from `started_after` on, until just before `started_before`."""

    started_after = serializers.DateTimeField(allow_null=True)
    started_before = serializers.DateTimeField(allow_null=True)
    is_default = serializers.BooleanField(
        help_text="Whether `started_after` was set for you: 92 days back."
    )


@extend_schema_serializer(many=False)
class CallPageSerializer(CountedPageSerializer):
    results = FoundCallSerializer(many=True)
    period = PeriodSerializer(allow_null=True, help_text="Null: all calls there are.")


@extend_schema_serializer(many=False)
class CallNotePageSerializer(CountedPageSerializer):
    results = CallNoteSerializer(many=True)
