from django.db import transaction

from accounts.models import Device, User
from accounts.services.tokens import issue_token, refuse_deactivated, refuse_invalid_fields
from callcrm.api.exceptions import InvalidField


def create_device(*, user: User, name: str = "", region: str = "") -> tuple[Device, str]:
    """Enroll a phone: it and the secret of its token, which nobody can read again.

    `region` in either case. Raises `InvalidField` for a person who may not upload calls: their
    phone would be turned away at every call.
    """
    refuse_deactivated(user)
    if not user.has_perm("calls.upload_call"):
        raise InvalidField(
            f"{user.username} may not upload calls. Give them a role that may, such as agent.",
            field="user",
        )
    device = Device(user=user, name=name.strip(), region=region.strip().upper())
    refuse_invalid_fields(device)
    with transaction.atomic():
        device.save()
        _, secret = issue_token(user=user, device=device)
    return device, secret
