from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin_base import person_of
from accounts.admin_devices import DeviceAdmin
from accounts.models import Device
from calls.models import CallLog
from calls.services.report_unusable_recordings import (
    DeviceRecordings,
    report_unusable_recordings,
)

DAYS = 30


@admin.register(Device)
class DeviceWithRecordingsAdmin(DeviceAdmin):
    def get_fields(self, request: HttpRequest, obj: Device | None = None) -> tuple[str, ...]:
        fields = super().get_fields(request, obj)
        return (*fields, "recordings_shown") if obj else fields

    def get_readonly_fields(
        self, request: HttpRequest, obj: Device | None = None
    ) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "recordings_shown")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Device | None:
        device: Device | None = super().get_object(request, *args, **kwargs)
        if device is not None:
            # What is shown of a row isn't told who looks at it.
            seen = CallLog.objects.visible_to(person_of(request)).filter(device=device)
            vars(device)["calls_seen"] = seen
        return device

    @admin.display(description=f"recordings of {DAYS} days")
    def recordings_shown(self, device: Device) -> str:
        found = report_unusable_recordings(
            calls=vars(device)["calls_seen"], since=timezone.now() - timedelta(days=DAYS)
        )
        return sentence(found[0]) if found else "None was processed."


def sentence(found: DeviceRecordings) -> str:
    reasons = f": {found.reasons}" if found.reasons else ""
    return f"{found.unusable} of {found.recordings} can't be used{reasons}."
