import hashlib

from django.db.models.functions import Now

from accounts.models import Device, Token


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find_token(secret: str) -> Token | None:
    """The token, revoked ones included, with its person, their team and their device: one query."""
    return (
        Token.objects.select_related("user__team", "device")
        .filter(digest=digest_of(secret))
        .first()
    )


def record_refusal(*, device: Device, code: str) -> None:
    """Keep why this phone was last turned away, for whoever asks why it doesn't upload."""
    Device.objects.filter(pk=device.pk).update(last_refusal_code=code, last_refusal_at=Now())
