from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import User
from accounts.roles import Reach

if TYPE_CHECKING:
    from calls.models import CallLog  # noqa: F401


class CallLogQuerySet(models.QuerySet["CallLog"]):
    def live(self) -> CallLogQuerySet:
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: User | AnonymousUser) -> CallLogQuerySet:
        """The calls that this person may know of: the only way to a call, deleted ones left out."""
        reach = user.reach if isinstance(user, User) else None
        if reach == Reach.ALL:
            return self.live()
        if reach == Reach.NAMED_TEAMS:
            return self.live().filter(team__in=user.teams.all())
        if reach == Reach.OWN:
            return self.live().filter(agent=user)
        return self.none()
