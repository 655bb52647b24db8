from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from callcrm.api.ids import uuid7
from calls.models.call_log import CallLog


class ListeningPosition(models.Model):
    """How far somebody has heard a call's recording. That they did is a `Listen`'s to tell."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    listener = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="listening_positions",
        db_index=False,
    )
    call = models.ForeignKey(CallLog, on_delete=models.CASCADE, related_name="positions")
    heard_until_seconds = models.FloatField()
    heard_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "listening_positions"
        constraints = (
            models.UniqueConstraint(
                name="listening_positions_one_each", fields=["listener", "call"]
            ),
            models.CheckConstraint(
                name="listening_positions_seconds", condition=Q(heard_until_seconds__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.heard_until_seconds:.0f} s"
