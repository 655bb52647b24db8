from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now

from accounts.models import Device
from callcrm.api.ids import uuid7
from calls.models.call_log import CallLog


class Upload(models.Model):
    """One recording's way in, from the first claim of its key to the call. Never deleted.

    Foreign keys whose composite index below begins with them have none of their own.
    `lease_until` is by the database's clock: who holds the lease may store and record.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving", "Receiving"
        PENDING = "pending", "Pending"
        DONE = "done", "Done"
        ABANDONED = "abandoned", "Abandoned"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads", db_index=False
    )
    key = models.CharField(max_length=128)
    # SHA-256 over the audio's SHA-256, number_raw, started_at in ms and the direction.
    fingerprint = models.CharField(max_length=64)
    # The same without the audio: audio sent later under the same key still belongs to this call.
    metadata_fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State)
    object_key = models.CharField(max_length=128, unique=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    device = models.ForeignKey(
        Device,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uploads",
        db_index=False,
    )
    call = models.ForeignKey(
        CallLog, on_delete=models.PROTECT, null=True, blank=True, related_name="uploads"
    )
    is_contact_created = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "uploads"
        indexes = (
            Index(F("lease_until"), name="uploads_pending", condition=Q(state="pending")),
            Index(F("expires_at"), name="uploads_receiving", condition=Q(state="receiving")),
            Index(F("id"), name="uploads_abandoned", condition=Q(state="abandoned")),
            # Ids sort by time: the newest of somebody, or of a phone.
            Index(F("agent"), F("id"), name="uploads_agent"),
            Index(F("device"), F("id"), name="uploads_device"),
            Index(OpClass(F("key"), name="text_pattern_ops"), name="uploads_key_prefix"),
        )
        constraints = (
            models.UniqueConstraint(name="uploads_agent_key", fields=["agent", "key"]),
            models.CheckConstraint(
                name="uploads_done_has_call",
                condition=~Q(state="done") | Q(call__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
