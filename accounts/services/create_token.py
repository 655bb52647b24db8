from collections.abc import Sequence

from accounts.models import Token, User
from accounts.scopes import Scope
from accounts.services.tokens import issue_token, refuse_deactivated
from callcrm.api.exceptions import InvalidField


def create_token(*, user: User, scopes: Sequence[str], name: str = "") -> tuple[Token, str]:
    """A token for a program that works in a person's name, and its secret.

    Raises `InvalidField` for a scope that there isn't, or none at all.
    """
    refuse_deactivated(user)
    known = [scope.value for scope in Scope]
    if unknown := sorted(set(scopes) - set(known)):
        raise InvalidField(
            f"There is no scope {', '.join(unknown)}. Known: {', '.join(known)}.", field="scopes"
        )
    if not scopes:
        raise InvalidField(f"Name at least one scope of {', '.join(known)}.", field="scopes")
    asked_for = [scope for scope in known if scope in scopes]
    return issue_token(user=user, scopes=asked_for, name=name.strip())
