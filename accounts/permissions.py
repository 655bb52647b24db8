from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.models import Token
from accounts.scopes import Scope
from callcrm.api.exceptions import DomainError

__all__ = ["InsufficientScope", "MayUseRoute", "Need", "Scope"]

if TYPE_CHECKING:
    # At run time DRF is still importing its views when it reads our settings.
    from rest_framework.views import APIView


@dataclass(frozen=True)
class Need:
    """What a route asks of its caller. None: nothing more than to be signed in."""

    scope: Scope | None
    permission: str | None
    is_for_devices: bool = False


class InsufficientScope(DomainError):
    """A good token that was not made for this."""

    code = "insufficient_scope"


class MayUseRoute(BasePermission):
    """Deny by default: an action that its view doesn't name in `needs` is nobody's.

    `needs` is keyed by the viewset's action, or by the method in lower case on a plain view.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user.is_authenticated:
            raise NotAuthenticated("Sign in, or send `Authorization: Bearer <token>`.")
        action = getattr(view, "action", (request.method or "").lower())
        if action is None or (request.method or "").lower() not in allowed_methods(view):
            return True  # DRF answers 405
        needs: Mapping[str, Need] = getattr(view, "needs", {})
        need = needs.get("get" if action == "head" else action)
        if need is None:
            return False
        if isinstance(request.auth, Token):
            refuse_missing_scope(request.auth, need)
        return need.permission is None or bool(request.user.has_perm(need.permission))


def allowed_methods(view: "APIView") -> set[str]:
    # DRF counts OPTIONS as there even where (DEFAULT_METADATA_CLASS = None) it answers 405.
    return {method.lower() for method in view.allowed_methods} - {"options"}


def refuse_missing_scope(token: Token, need: Need) -> None:
    if token.is_device_token:
        if not need.is_for_devices:
            raise InsufficientScope("A phone's token may upload calls and nothing else.")
    elif need.scope is not None and need.scope not in token.scopes:
        raise InsufficientScope(f"This needs a token with the scope {need.scope}.")
