from uuid import UUID

from django.db import transaction

from accounts.models import Device
from accounts.services.tokens import refuse_invalid_fields


def change_device(*, device_id: UUID, name: str, region: str) -> Device:
    """`region` in either case. A phone goes to another person by being enrolled anew.

    Raises `InvalidField`.
    """
    with transaction.atomic():
        device = Device.objects.select_for_update().get(pk=device_id)
        device.name, device.region = name.strip(), region.strip().upper()
        refuse_invalid_fields(device)
        device.save(update_fields=["name", "region"])
    return device
