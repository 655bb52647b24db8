from django.conf import settings
from django.db import models
from django.db.models import F, Index
from django.db.models.functions import Now

from callcrm.api.ids import uuid7
from calls.choices import AttentionReason
from calls.models.call_log import CallLog
from contacts.models import Contact


class CallDecision(models.Model):
    """What somebody said of whose call it is, and how the call was before, so as to undo it."""

    class Kind(models.TextChoices):
        LINKED = "linked", "Linked"
        CREATED = "created", "Linked to a new contact"
        UNLINKED = "unlinked", "Unlinked"
        DISMISSED = "dismissed", "Left as it is"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    call = models.ForeignKey(
        CallLog, on_delete=models.PROTECT, related_name="decisions", db_index=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="call_decisions",
        db_index=False,
    )
    kind = models.CharField(max_length=16, choices=Kind)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    previous_contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # Empty: it needed no attention.
    previous_reason = models.CharField(max_length=32, choices=AttentionReason, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "call_decisions"
        ordering = ("-created_at", "-id")
        indexes = (
            Index(F("call"), F("created_at").desc(), F("id").desc(), name="call_decisions_newest"),
            # What somebody has done today.
            Index(F("decided_by"), F("created_at"), name="call_decisions_by_person"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
