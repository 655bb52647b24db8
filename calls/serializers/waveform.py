from rest_framework import serializers

from calls.processing.waveform import LEVELS, Level
from calls.services.find_waveform import DrawnWaveform


class WaveformLevelSerializer(serializers.Serializer[Level]):
    """The recording cut into equal buckets."""

    buckets = serializers.ChoiceField(choices=[(buckets, buckets) for buckets in LEVELS])
    peaks = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(min_value=-128, max_value=127),
        ),
        help_text="For each channel min, max, min, max…: two numbers a bucket.",
    )


class WaveformSerializer(serializers.Serializer[DrawnWaveform]):
    """What a player draws, so that it needs no audio for it."""

    version = serializers.IntegerField(help_text="Of the processing that made it.")
    channels = serializers.IntegerField()
    duration_seconds = serializers.FloatField()
    levels = WaveformLevelSerializer(many=True)
