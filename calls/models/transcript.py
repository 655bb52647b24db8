from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now

from callcrm.api.ids import uuid7
from calls.choices import Side, TranscriptStatus
from calls.models.recording import Recording


class Transcript(models.Model):
    """What was said in a recording, as a speech recognizer and then people wrote it down."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recording = models.OneToOneField(Recording, on_delete=models.PROTECT, related_name="transcript")
    status = models.CharField(
        max_length=16, choices=TranscriptStatus, default=TranscriptStatus.WAITING
    )
    # Why it failed, in words.
    status_reason = models.CharField(max_length=300, blank=True)
    # ISO 639-1, as the recognizer heard it; empty: it didn't say.
    language = models.CharField(max_length=8, blank=True)
    # PostgreSQL's text search configuration for the language.
    search_config = models.CharField(max_length=63, default="simple")
    # All segments' text, read with `search_config`.
    search_vector = SearchVectorField(null=True, editable=False)
    engine = models.CharField(max_length=100, blank=True)
    engine_version = models.CharField(max_length=100, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="edited_transcripts",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "transcripts"
        indexes = (
            GinIndex("search_vector", name="transcripts_search"),
            # For the list of the languages that a search has to read.
            Index(
                F("search_config"),
                name="transcripts_search_config",
                condition=Q(search_vector__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="transcripts_edited_by_somebody",
                condition=Q(edited_at__isnull=True, edited_by__isnull=True)
                | Q(edited_at__isnull=False, edited_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.get_status_display()


class TranscriptSegment(models.Model):
    """A sentence or so, and when it was said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transcript = models.ForeignKey(
        Transcript, on_delete=models.PROTECT, related_name="segments", db_index=False
    )
    position = models.PositiveIntegerField()
    start_seconds = models.FloatField()
    end_seconds = models.FloatField()
    # Empty: the recording has one channel.
    side = models.CharField(max_length=8, choices=Side, blank=True)
    text = models.TextField()
    # What the recognizer wrote, where a person has changed it; null: nobody has.
    original_text = models.TextField(null=True, blank=True)  # noqa: DJ001

    class Meta:
        db_table = "transcript_segments"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                name="transcript_segments_position", fields=["transcript", "position"]
            ),
            models.CheckConstraint(
                name="transcript_segments_times",
                condition=Q(start_seconds__gte=0, end_seconds__gte=models.F("start_seconds")),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
