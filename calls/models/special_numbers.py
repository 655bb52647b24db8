"""Numbers that never make a contact."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Team
from callcrm.api.ids import uuid7
from contacts.models import E164_PATTERN


class TeamPhoneNumber(models.Model):
    """One of our own numbers: never a contact."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="phone_numbers"
    )
    e164 = models.CharField(max_length=16, unique=True)
    label = models.CharField(max_length=50, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "team_phone_numbers"
        constraints = (
            models.CheckConstraint(
                name="team_phone_numbers_e164", condition=Q(e164__regex=E164_PATTERN)
            ),
        )

    def __str__(self) -> str:
        return self.e164


class ExcludedNumber(models.Model):
    """A private number: neither the audio nor the number of a call with it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="excluded_numbers",
        help_text="Empty: private for everybody",
    )
    e164 = models.CharField(max_length=16)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "excluded_numbers"
        constraints = (
            models.CheckConstraint(
                name="excluded_numbers_e164", condition=Q(e164__regex=E164_PATTERN)
            ),
            models.UniqueConstraint(
                name="excluded_numbers_once_per_team",
                fields=["team", "e164"],
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return self.e164
