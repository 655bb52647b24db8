from typing import Any

from rest_framework import serializers


class HourOfWeekSerializer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(help_text="1 is Monday.")
    hour = serializers.IntegerField(help_text="0 to 23, in your time zone.")
    calls = serializers.IntegerField()


class RhythmSerializer(serializers.Serializer[Any]):
    """The contact's own calls that you may see, the newest thousand."""

    calls = serializers.IntegerField()
    hours = HourOfWeekSerializer(
        many=True, allow_null=True, help_text="Null below ten calls: no habit shows yet."
    )
