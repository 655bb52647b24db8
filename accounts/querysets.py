from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Now

if TYPE_CHECKING:
    from accounts.models import Device, User  # noqa: F401


def silent_after() -> timedelta:
    return timedelta(days=settings.SILENT_DEVICE_DAYS)


class DeviceQuerySet(models.QuerySet["Device"]):
    def silent(self) -> DeviceQuerySet:
        """Phones that should upload and of which nothing was heard for SILENT_DEVICE_DAYS."""
        heard_at = Coalesce("last_seen_at", "created_at")
        return self.alias(heard_at=heard_at).filter(
            revoked_at=None, user__is_active=True, heard_at__lt=Now() - silent_after()
        )


def named(text: str) -> Q:
    """Of users: that each word stands in their name or username. E-mail addresses aren't looked at:
    who may not read them could guess them letter by letter."""
    return Q(*(word_of_name(word) for word in text.split()))


def word_of_name(word: str) -> Q:
    return (
        Q(username__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
    )
