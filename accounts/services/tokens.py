import hashlib
import secrets
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.models import Device, Token, User
from callcrm.api.exceptions import InvalidField

# Recognizable, so that a scanner finds a secret that was committed or mailed by mistake.
DEVICE_SECRET_PREFIX = "ccd_"  # noqa: S105
PERSONAL_SECRET_PREFIX = "ccp_"  # noqa: S105
SHOWN_CHARACTERS = 12


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_token(
    *, user: User, device: Device | None = None, scopes: Sequence[str] = (), name: str = ""
) -> tuple[Token, str]:
    """A new token and its secret, which nobody can read again."""
    prefix = DEVICE_SECRET_PREFIX if device else PERSONAL_SECRET_PREFIX
    secret = prefix + secrets.token_urlsafe(32)
    token = Token(
        user=user,
        device=device,
        scopes=list(scopes),
        name=name,
        digest=digest_of(secret),
        prefix=secret[:SHOWN_CHARACTERS],
    )
    refuse_invalid_fields(token)
    token.save()
    return token, secret


def find_token(secret: str) -> Token | None:
    """The token, revoked ones included, with its person, their team and their device: one query."""
    return (
        Token.objects.select_related("user__team", "device")
        .filter(digest=digest_of(secret))
        .first()
    )


def record_upload(*, device: Device) -> None:
    Device.objects.filter(pk=device.pk).update(last_upload_at=Now())


def record_refusal(*, device: Device, code: str) -> None:
    """Keep why this phone was last turned away, for whoever asks why it doesn't upload."""
    Device.objects.filter(pk=device.pk).update(last_refusal_code=code, last_refusal_at=Now())


def refuse_invalid_fields(row: Device | Token) -> None:
    """Raises `InvalidField` for the first field that the model's own rules refuse."""
    try:
        row.clean_fields()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidField(f"{field}: {messages[0]}", field=field) from error


def refuse_deactivated(user: User) -> None:
    if not user.is_active:
        raise InvalidField(f"{user.username}'s account is deactivated.", field="user")
