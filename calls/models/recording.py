from django.conf import settings
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now

from callcrm.api.ids import uuid7
from calls.choices import AbsentReason, RecordingStatus
from calls.models.call_log import CallLog


class Recording(models.Model):
    """The audio of a call, or the reason why there is none. The bytes lie in the store."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    call = models.OneToOneField(CallLog, on_delete=models.PROTECT, related_name="recording")
    status = models.CharField(max_length=16, choices=RecordingStatus)
    absent_reason = models.CharField(max_length=32, choices=AbsentReason, blank=True)
    # Why it was quarantined or failed, in words.
    status_reason = models.CharField(max_length=300, blank=True)
    storage_key = models.CharField(max_length=128, unique=True, null=True)  # noqa: DJ001
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    original_filename = models.CharField(max_length=255, blank=True)
    audio_source = models.CharField(max_length=64, blank=True)
    container = models.CharField(max_length=64, blank=True)
    codec = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=64, blank=True)
    sample_rate_hz = models.PositiveIntegerField(null=True, blank=True)
    channels = models.PositiveSmallIntegerField(null=True, blank=True)
    # Decoded, not what the container claims.
    duration_seconds = models.FloatField(null=True, blank=True)
    findings = models.JSONField(default=list, blank=True)
    stored_at = models.DateTimeField(null=True, blank=True)
    processed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "recordings"
        constraints = (
            models.CheckConstraint(
                name="recordings_absent_has_reason",
                condition=~Q(status=RecordingStatus.ABSENT) | ~Q(absent_reason=""),
            ),
            models.CheckConstraint(
                name="recordings_stored_has_bytes",
                condition=Q(
                    status__in=[
                        RecordingStatus.EXPECTED,
                        RecordingStatus.ABSENT,
                        RecordingStatus.ERASED,
                    ]
                )
                | (Q(storage_key__isnull=False, size_bytes__isnull=False) & ~Q(sha256="")),
            ),
        )

    def __str__(self) -> str:
        return self.get_status_display()


class Listen(models.Model):
    """That somebody heard, fetched or read a recording. A trigger refuses UPDATE and DELETE."""

    class Kind(models.TextChoices):
        PLAY = "play", "Played"
        DOWNLOAD = "download", "Downloaded"
        TRANSCRIPT = "transcript", "Read"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recording = models.ForeignKey(
        Recording, on_delete=models.PROTECT, related_name="listens", db_index=False
    )
    listener = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="listens", db_index=False
    )
    kind = models.CharField(max_length=16, choices=Kind)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "listens"
        ordering = ("-created_at", "-id")
        indexes = (
            Index(
                F("recording"), F("created_at").desc(), F("id").desc(), name="listens_of_recording"
            ),
            Index(
                F("listener"), F("created_at").desc(), F("id").desc(), name="listens_by_listener"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.listener}"
