from django.conf import settings
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now

from callcrm.api.ids import uuid7
from calls.choices import AbsentReason, RecordingStatus
from calls.models.call_log import CallLog
from calls.querysets import ListenQuerySet


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
    # List of {code, value, unit, message}; the codes stand on the call too, for lists.
    findings = models.JSONField(default=list, blank=True)
    # What browsers play where they can't play the original: AAC-LC in m4a, its index in front.
    playable_key = models.CharField(max_length=128, unique=True, null=True)  # noqa: DJ001
    playable_size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    playable_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    # 40 bytes, 0 to 255: the recording's shape, so that a list needs no waveforms. Empty: unknown.
    peaks = models.BinaryField(max_length=40, default=b"", db_default=b"", blank=True)
    # Of the processing that wrote the above; 0: none did.
    processing_version = models.PositiveSmallIntegerField(default=0, db_default=0)
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
            models.CheckConstraint(
                name="recordings_playable_is_whole",
                condition=Q(playable_key__isnull=True, playable_size_bytes__isnull=True)
                | (
                    Q(playable_key__isnull=False, playable_size_bytes__isnull=False)
                    & ~Q(playable_sha256="")
                ),
            ),
        )
        permissions = (("reprocess_recording", "Can have a recording processed again"),)

    def __str__(self) -> str:
        return self.get_status_display()


class Waveform(models.Model):
    """The recording's peaks at two zoom levels, in a few kilobytes."""

    recording = models.OneToOneField(
        Recording, on_delete=models.PROTECT, primary_key=True, related_name="waveform"
    )
    channels = models.PositiveSmallIntegerField()
    duration_seconds = models.FloatField()
    # Signed bytes: for each level (400, then 2,000 buckets) each channel's min, max, min, max…
    peaks = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "waveforms"
        constraints = (
            models.CheckConstraint(
                name="waveforms_channels", condition=Q(channels__gte=1, duration_seconds__gte=0)
            ),
        )


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

    objects = ListenQuerySet.as_manager()

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
