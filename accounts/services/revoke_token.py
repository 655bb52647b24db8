from django.db.models.functions import Now

from accounts.models import Token


def revoke_token(*, token: Token) -> None:
    """Make a token worthless from now on. Safe to repeat: the first time stays."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=Now())
    token.refresh_from_db(fields=["revoked_at"])
