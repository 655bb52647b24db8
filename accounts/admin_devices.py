from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import KeptAdmin, ServiceAdmin, shortened
from accounts.models import Device, Token
from accounts.querysets import silent_after
from accounts.services.change_device import change_device
from accounts.services.create_device import create_device
from accounts.services.explain_device import explain_device, was_refused, words_of_refusal
from accounts.services.revoke_device import revoke_device
from accounts.services.revoke_token import revoke_token

HEARD = ("last_seen_at", "last_upload_at", "refusal")


class SilenceFilter(admin.SimpleListFilter):
    title = "silence"
    parameter_name = "silent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", f"Not seen for {silent_after().days} days")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Device]:
        silent: QuerySet[Device] = queryset.silent() if self.value() else queryset
        return silent


class DeviceAdmin(ServiceAdmin[Device]):
    """Registered by the calls app, which adds what came of a phone's recordings."""

    list_display = ("shown_name", "user", "last_seen_at", "last_upload_at", "refusal", "ended")
    list_filter = (SilenceFilter, ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "user__first_name", "user__last_name")
    autocomplete_fields = ("user",)
    ordering = ("-id",)
    actions = ("turn_away",)

    @admin.display(description="device")
    def shown_name(self, device: Device) -> str:
        return shortened(device)

    @admin.display(description="last upload refused")
    def refusal(self, device: Device) -> str:
        """In words, and not once an upload has come through since."""
        return words_of_refusal(device) if was_refused(device) else "–"

    @admin.display(description="turned away")
    def ended(self, device: Device) -> object:
        return device.revoked_at

    def get_queryset(self, request: HttpRequest) -> QuerySet[Device]:
        return super().get_queryset(request).select_related("user").prefetch_related("tokens")

    def get_fields(self, request: HttpRequest, obj: Device | None = None) -> tuple[str, ...]:
        asked = ("user", "name", "region")
        told = ("tokens_shown", *HEARD, "created_at", "revoked_at")
        return ("explanation", *asked, *told) if obj else asked

    def get_readonly_fields(
        self,
        request: HttpRequest,
        obj: Device | None = None,
    ) -> tuple[str, ...]:
        """A phone goes to another person by being enrolled anew: its calls stay who made them."""
        told = ("explanation", "tokens_shown", *HEARD, "created_at", "revoked_at")
        return ("user", *told) if obj else told

    @admin.display(description="does it upload")
    def explanation(self, device: Device) -> str:
        return explain_device(device)

    @admin.display(description="token")
    def tokens_shown(self, device: Device) -> str:
        return ", ".join(str(token) for token in device.tokens.all()) or "–"

    def write(self, request: HttpRequest, form: Any, *, row: Device | None) -> Device:
        sent = form.cleaned_data
        if row is not None:
            return change_device(device_id=row.pk, name=sent["name"], region=sent["region"])
        device, secret = create_device(**sent)
        messages.warning(request, f"The phone's token, shown this once: {secret}")
        return device

    @admin.action(permissions=["change"], description="Turn the selected phones away")
    def turn_away(self, request: HttpRequest, devices: QuerySet[Device]) -> None:
        for device in devices:
            revoke_device(device=device)
            self.log_change(request, device, "Turned away")
        messages.success(request, "They are turned away from now on. What they uploaded stays.")


@admin.register(Token)
class TokenAdmin(KeptAdmin[Token]):
    """Tokens of programs; a phone's is shown with the phone."""

    list_display = ("__str__", "name", "user", "scopes", "created_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("prefix", "name", "user__username")
    fields = readonly_fields = (
        "user",
        "name",
        "prefix",
        "scopes",
        "created_at",
        "last_used_at",
        "revoked_at",
    )
    ordering = ("-id",)
    actions = ("revoke",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Token]:
        return super().get_queryset(request).filter(device=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(permissions=["change"], description="Revoke the selected tokens")
    def revoke(self, request: HttpRequest, tokens: QuerySet[Token]) -> None:
        for token in tokens:
            revoke_token(token=token)
            self.log_change(request, token, "Revoked")
        messages.success(request, "They are worthless from now on.")
