"""From what somebody typed in a shell to the row that they mean."""

import uuid
from typing import TypeVar

from django.core.management import CommandError
from django.db.models import Q, QuerySet

from accounts.models import Device, Token, User
from accounts.services.tokens import digest_of

MOST_CANDIDATES = 20
# Fewer characters than this, and a typo finds somebody else's.
FEWEST_CHARACTERS = 8

Row = TypeVar("Row", Device, Token)


def person_named(username: str) -> User:
    if not username:
        raise CommandError("Give a username; none was given.")
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist:
        raise CommandError(f"There is nobody with the username {username}.") from None


def device_meant(handle: str) -> Device:
    rows = Device.objects.select_related("user").filter(matching(handle, through="tokens__"))
    return the_one(rows, noun="phone", handle=handle)


def token_meant(handle: str) -> Token:
    rows = Token.objects.select_related("user", "device").filter(matching(handle))
    return the_one(rows, noun="token", handle=handle)


def matching(handle: str, *, through: str = "") -> Q:
    """By id, by a token's first characters as they are shown, or by the whole secret."""
    try:
        return Q(pk=uuid.UUID(handle))
    except ValueError:
        shown = handle.removesuffix("…").removesuffix("...")
        if len(shown) < FEWEST_CHARACTERS:
            raise CommandError(
                f"{handle or 'Nothing'} is too short: "
                f"give the id, or {FEWEST_CHARACTERS} characters or more."
            ) from None
        return Q(**{f"{through}prefix__startswith": shown}) | Q(
            **{f"{through}digest": digest_of(handle)}
        )


def the_one(rows: QuerySet[Row], *, noun: str, handle: str) -> Row:
    """Raises `CommandError` for none, and for several: then nothing may be changed by a guess."""
    found = list(rows.order_by("created_at").distinct()[: MOST_CANDIDATES + 1])
    if not found:
        raise CommandError(
            f"No {noun} has the id {handle} or a token that begins so. The admin lists them."
        )
    if len(found) > 1:
        candidates = "\n".join(f"  {row.pk}  {described(row)}" for row in found[:MOST_CANDIDATES])
        more = "\n  and more" if len(found) > MOST_CANDIDATES else ""
        raise CommandError(
            f"Several match; nothing was changed. Give the id of one {noun}:\n{candidates}{more}"
        )
    return found[0]


def described(row: Device | Token) -> str:
    state = f", revoked at {row.revoked_at:%Y-%m-%d %H:%M} UTC" if row.revoked_at else ""
    name = row.name or "unnamed"
    shown = f"{row} " if isinstance(row, Token) else ""
    return f"{shown}{name}, of {row.user.username}{state}"
