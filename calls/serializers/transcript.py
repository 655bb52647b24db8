from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounts.serializers.person import PersonSerializer
from calls.choices import Side
from calls.models import Transcript, TranscriptSegment
from calls.serializers.fields import ChoiceOrNull, TextOrNull
from calls.transcribing.answer import MAX_SEGMENT_CHARACTERS

MAX_EDITS = 5_000


class TranscriptSegmentSerializer(serializers.ModelSerializer[TranscriptSegment]):
    """A sentence or so."""

    side = ChoiceOrNull(
        Side.choices,
        read_only=True,
        allow_null=True,
        help_text="The channel of a stereo recording; null: it has one.",
    )
    original_text = serializers.CharField(
        read_only=True,
        allow_null=True,
        help_text="What the recognizer wrote, where somebody has changed it.",
    )

    class Meta:
        model = TranscriptSegment
        fields = ("id", "start_seconds", "end_seconds", "side", "text", "original_text")
        read_only_fields = fields


class TranscriptSerializer(serializers.ModelSerializer[Transcript]):
    """What was said in a call."""

    status_reason = TextOrNull(
        read_only=True, allow_null=True, help_text="Why it isn't there, in words."
    )
    language = TextOrNull(read_only=True, allow_null=True, help_text="ISO 639-1")
    engine = TextOrNull(read_only=True, allow_null=True, help_text="The model that was asked.")
    engine_version = TextOrNull(
        read_only=True, allow_null=True, help_text="What the server says it used, if it does."
    )
    edited_by = PersonSerializer(read_only=True, allow_null=True)
    segments = TranscriptSegmentSerializer(many=True, read_only=True)

    class Meta:
        model = Transcript
        fields = (
            *("status", "status_reason", "language", "engine", "engine_version"),
            *("edited_at", "edited_by", "segments"),
        )
        read_only_fields = fields


class SegmentEditSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField(
        allow_blank=True,
        max_length=MAX_SEGMENT_CHARACTERS,
        help_text="Empty: nothing was said there.",
    )


class TranscriptEditSerializer(serializers.Serializer[Any]):
    """The segments whose text is to be another."""

    segments = SegmentEditSerializer(many=True, allow_empty=False)

    def validate_segments(self, segments: Sequence[dict[str, Any]]) -> dict[UUID, str]:
        if len(segments) > MAX_EDITS:
            raise serializers.ValidationError(
                f"Send at most {MAX_EDITS:,} segments at once.", code="max_length"
            )
        texts = {segment["id"]: segment["text"] for segment in segments}
        if len(texts) < len(segments):
            raise serializers.ValidationError("Name each segment once.", code="repeated")
        return texts
