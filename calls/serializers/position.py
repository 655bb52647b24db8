from typing import Any

from rest_framework import serializers

# A day: longer than any call, and a number that a player can't mean is refused.
MAX_SECONDS = 86_400


class PositionSerializer(serializers.Serializer[Any]):
    seconds = serializers.FloatField(
        min_value=0, max_value=MAX_SECONDS, help_text="Of the recording, from its beginning."
    )
