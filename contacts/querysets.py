from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from contacts.models import Contact, PhoneNumber  # noqa: F401


class ContactQuerySet(models.QuerySet["Contact"]):
    def live(self) -> ContactQuerySet:
        """Neither deleted nor merged away: a merged contact counts as deleted, too."""
        return self.filter(deleted_at__isnull=True)


class PhoneNumberQuerySet(models.QuerySet["PhoneNumber"]):
    def live(self) -> PhoneNumberQuerySet:
        """Those of contacts that are there."""
        return self.filter(retired_at__isnull=True)
