from django.db import models
from django.db.models import F, Index
from django.db.models.functions import Now

from callcrm.api.ids import uuid7


class StoreCheck(models.Model):
    """What one comparison of the recording store with the database found. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    objects_found = models.PositiveBigIntegerField()
    strays = models.PositiveBigIntegerField()
    missing = models.PositiveBigIntegerField()
    deleted = models.PositiveBigIntegerField()
    is_stopped = models.BooleanField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "store_checks"
        indexes = (Index(F("created_at").desc(), name="store_checks_newest"),)

    def __str__(self) -> str:
        return f"{self.strays} strays, {self.missing} missing"
