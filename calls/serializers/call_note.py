import math

from rest_framework import serializers

from accounts.serializers.person import PersonSerializer
from calls.models import CallNote


class CallNoteSerializer(serializers.ModelSerializer[CallNote]):
    author = PersonSerializer(read_only=True)
    at_seconds = serializers.FloatField(
        required=False,
        allow_null=True,
        min_value=0,
        help_text="The second of the recording that it is about; null: the whole call.",
    )

    class Meta:
        model = CallNote
        fields = ("id", "author", "text", "at_seconds", "created_at")
        read_only_fields = ("id", "created_at")

    def validate_at_seconds(self, value: float | None) -> float | None:
        # "nan" is a float to Python, and no JSON could answer with it.
        if value is not None and not math.isfinite(value):
            raise serializers.ValidationError("Give a number of seconds.")
        return value
