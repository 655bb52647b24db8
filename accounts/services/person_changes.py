"""What people may change of people: one place for creating and changing."""

from collections.abc import Sequence
from typing import TypedDict

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError

from accounts.models import Team, User
from accounts.services.grants import grantable_roles, may_do_more
from callcrm.api.exceptions import DomainError, InvalidField

FOR_SUPERUSERS = frozenset({"is_superuser", "user_permissions"})
# Somebody else decides these: whoever deactivates themselves can't come back.
NEVER_ONES_OWN = frozenset({"is_active", "is_superuser"})
RARELY_ONES_OWN = NEVER_ONES_OWN | {"role", "team", "teams", "is_staff", "user_permissions"}
TO_MANY = frozenset({"teams", "user_permissions"})


class PersonChanges(TypedDict, total=False):
    username: str
    first_name: str
    last_name: str
    email: str
    role: str
    team: Team | None
    teams: Sequence[Team]
    region: str
    time_zone: str
    is_active: bool
    is_staff: bool
    is_superuser: bool
    user_permissions: Sequence[Permission]


class MayNotGrant(DomainError):
    """The one who asks lacks what they would give, or it is theirs to be given only by others."""

    code = "permission_denied"


def not_ones_own(actor: User) -> frozenset[str]:
    """What this person can't change of themselves."""
    return NEVER_ONES_OWN if actor.is_superuser else RARELY_ONES_OWN


def refuse_beyond(*, person: User | None, actor: User, changes: PersonChanges) -> None:
    """Raises `MayNotGrant`. `person` as they are now; None for a new one."""
    if person is not None and may_do_more(person, than=actor):
        raise MayNotGrant(f"{person.username} may do more than you. Ask somebody who may as much.")
    for field in sorted(FOR_SUPERUSERS & changes.keys()):
        if not actor.is_superuser:
            raise MayNotGrant("Only a superuser gives this.", field=field)
    for field in sorted(not_ones_own(actor) & changes.keys()):
        if person is not None and person.pk == actor.pk:
            raise MayNotGrant("Ask somebody else to change this for you.", field=field)
    role = changes.get("role", "")
    if role and role not in grantable_roles(actor):
        raise MayNotGrant(
            f"You may not give the role {role}: it may do what you may not.", field="role"
        )


def apply_changes(person: User, changes: PersonChanges) -> None:
    """Save what is the person's own row, then what hangs on it. Raises `InvalidField`."""
    for field, value in changes.items():
        if field not in TO_MANY:
            setattr(person, field, value)
    person.region = person.region.strip().upper()
    try:
        person.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidField(messages[0], field=field) from error
    person.save()
    if "teams" in changes:
        person.teams.set(changes["teams"])
    if "user_permissions" in changes:
        person.user_permissions.set(changes["user_permissions"])
