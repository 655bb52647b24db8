import zoneinfo

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now
from phonenumbers import SUPPORTED_REGIONS

from accounts.querysets import DeviceQuerySet
from accounts.roles import REACH, Reach, Role
from callcrm.api.ids import uuid7


def validate_region(value: str) -> None:
    if value and value not in SUPPORTED_REGIONS:
        raise ValidationError("Use a country code of two capital letters, such as GB or DE.")


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError("Use a name such as Europe/London.")


class Team(models.Model):
    """People who make calls together. Calls carry the team that their agent had at call time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100, unique=True)
    region = models.CharField(
        max_length=2, blank=True, validators=[validate_region], help_text="Country code, e.g. GB"
    )
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "teams"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who works here. `team` is theirs; `teams` are those whose calls they work on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    role = models.CharField(max_length=16, choices=Role, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    teams = models.ManyToManyField(
        Team,
        blank=True,
        related_name="staff",
        help_text="Whose calls a support or supervisor works on",
    )
    region = models.CharField(
        max_length=2, blank=True, validators=[validate_region], help_text="Country code, e.g. GB"
    )
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])

    class Meta:
        db_table = "users"
        indexes = (Index(F("date_joined").desc(), F("id").desc(), name="users_newest"),)
        constraints = (
            models.CheckConstraint(
                name="users_role_is_known", condition=Q(role__in=["", *Role.values])
            ),
        )

    @property
    def reach(self) -> Reach | None:
        """Which calls this person sees; None: none at all."""
        if not self.is_active:
            return None
        return Reach.ALL if self.is_superuser else REACH.get(self.role)

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username

    @property
    def phone_region(self) -> str | None:
        """The country in which this person's national numbers are read."""
        return self.region or (self.team.region if self.team else "") or None


class Device(models.Model):
    """An enrolled phone: one person's, and what we last heard of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=100, blank=True)
    region = models.CharField(
        max_length=2, blank=True, validators=[validate_region], help_text="Country code, e.g. GB"
    )
    last_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_upload_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_refusal_code = models.CharField(max_length=64, blank=True, editable=False)
    last_refusal_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        db_table = "devices"

    def __str__(self) -> str:
        return self.name or f"{self.user}'s phone"


class Token(models.Model):
    """A secret that stands for a person (`scopes`) or for their phone (`device`).

    Only the SHA-256 of the secret is kept: 256 random bits need no slow hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    device = models.ForeignKey(
        Device, on_delete=models.CASCADE, null=True, blank=True, related_name="tokens"
    )
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # The first characters of the secret, so that a person can tell two tokens apart.
    prefix = models.CharField(max_length=12, editable=False)
    scopes = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        db_table = "tokens"
        constraints = (
            models.CheckConstraint(
                name="tokens_device_has_no_scopes",
                condition=Q(device__isnull=True) | Q(scopes=[]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def is_device_token(self) -> bool:
        return self.device_id is not None

    def clean(self) -> None:
        super().clean()
        if self.device is not None and self.device.user_id != self.user_id:
            raise ValidationError("A device's token belongs to the device's person.")
