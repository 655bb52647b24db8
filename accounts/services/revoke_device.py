from django.db.models.functions import Now

from accounts.models import Device


def revoke_device(*, device: Device) -> None:
    """Turn a phone away from now on. Safe to repeat: the first time stays."""
    Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=Now())
    device.refresh_from_db(fields=["revoked_at"])
