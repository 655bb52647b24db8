from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from callcrm.api.ids import uuid7

MAX_QUERY_LENGTH = 2_000


class SavedView(models.Model):
    """A list with its filters, under a name of somebody's own. Nobody else sees it."""

    class Page(models.TextChoices):
        CALLS = "calls", "Call Logs"
        CONTACTS = "contacts", "Contacts"
        REVIEW = "review", "Review"
        REPORTS = "reports", "Reports"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_views",
        db_index=False,
    )
    name = models.CharField(max_length=100)
    page = models.CharField(max_length=16, choices=Page)
    # As it stands behind the question mark of the page's address.
    query = models.CharField(max_length=MAX_QUERY_LENGTH, blank=True)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "saved_views"
        ordering = ("position", "created_at", "id")
        constraints = (models.UniqueConstraint(name="saved_views_name", fields=["owner", "name"]),)

    def __str__(self) -> str:
        return self.name
