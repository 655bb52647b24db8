import copy
from datetime import timedelta

from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts.models import Device, Token, User
from accounts.services.tokens import find_token, record_refusal
from callcrm.api.exceptions import DomainError

# Last seen is for people: a write a minute tells them as much as a write a request.
SEEN_EVERY = timedelta(minutes=1)


class CsrfFailed(DomainError):
    """A browser's request without the token that our own pages send."""

    code = "csrf_failed"


def caller(request: Request) -> User:
    """Who asks: `MayUseRoute` has let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer <token>`, of a phone or of a person. `request.auth` is the `Token`."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        token = find_token(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            raise AuthenticationFailed(
                "This token isn't known. Send `Authorization: Bearer <token>`.", "token_invalid"
            )
        refuse_dead(token)
        note_use(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return 'Bearer realm="callcrm"'


def refuse_dead(token: Token) -> None:
    if token.revoked_at or (token.device and token.device.revoked_at):
        if token.device:
            record_refusal(device=token.device, code="token_revoked")
        raise AuthenticationFailed(
            "This token was revoked. Ask a manager to enroll the phone or the program anew.",
            "token_revoked",
        )
    if not token.user.is_active:
        if token.device:
            record_refusal(device=token.device, code="account_deactivated")
        raise AuthenticationFailed(
            "This person's account is deactivated. Ask a manager.", "account_deactivated"
        )


def note_use(token: Token) -> None:
    now = timezone.now()
    if token.last_used_at and now - token.last_used_at < SEEN_EVERY:
        return
    Token.objects.filter(pk=token.pk).update(last_used_at=Now())
    if token.device_id:
        Device.objects.filter(pk=token.device_id).update(last_seen_at=Now())


def nothing_behind(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The view that Django's check wants to stand before, and never calls."""
    return HttpResponse()


class SessionAuthentication(authentication.SessionAuthentication):
    """A signed-in person's browser, with the CSRF token in the X-CSRFToken header."""

    def enforce_csrf(self, request: Request) -> None:
        # A page's <audio> can send no header, and reading changes nothing for the reader.
        if request.method in SAFE_METHODS:
            return
        # Django looks for the token in a POST's body first. That would parse an upload before
        # anything has decided to read it, so the check sees a request of another method.
        header_only = copy.copy(request._request)  # noqa: SLF001
        header_only.method = "PUT"
        check = authentication.CSRFCheck(nothing_behind)
        check.process_request(header_only)
        if check.process_view(header_only, nothing_behind, (), {}) is not None:
            raise CsrfFailed("Send the CSRF cookie's value in the X-CSRFToken header.")
