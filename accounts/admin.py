from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import CappedPaginator, KeptAdmin, ServiceAdmin, person_of
from accounts.models import Device, Team, Token, User
from accounts.services.create_device import create_device
from accounts.services.grants import grantable_roles, may_do_more
from accounts.services.revoke_device import revoke_device
from accounts.services.revoke_token import revoke_token

# Roles come with the release; a group renamed here would take a role's rights from everybody.
admin.site.unregister(Group)

FOR_SUPERUSERS = ("is_superuser", "user_permissions")


@admin.register(Team)
class TeamAdmin(KeptAdmin[Team]):
    list_display = ("name", "region", "time_zone")
    search_fields = ("name",)


if TYPE_CHECKING:
    UserAdmin = DjangoUserAdmin[User]
else:
    UserAdmin = DjangoUserAdmin


@admin.register(User)
class PersonAdmin(UserAdmin):
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_display = ("username", "display_name", "role", "team", "is_active", "is_staff")
    list_filter = ("role", "is_active", "is_staff")
    list_select_related = ("team",)
    autocomplete_fields = ("team", "teams")
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "date_joined")
    work = ("role", "team", "teams", "region", "time_zone")
    add_fieldsets = (
        *UserAdmin.add_fieldsets,
        ("Work", {"fields": ("first_name", "last_name", "email", *work)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "is_staff")
        return (
            (None, {"fields": ("username", "password")}),
            ("Person", {"fields": ("first_name", "last_name", "email")}),
            ("Work", {"fields": self.work}),
            (
                "Rights",
                {"fields": rights + FOR_SUPERUSERS if person_of(request).is_superuser else rights},
            ),
            ("Dates", {"fields": self.readonly_fields}),
        )

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not may_do_more(obj, than=person_of(request)))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role":
            roles = grantable_roles(person_of(request))
            kwargs["choices"] = [("", "No role"), *((role.value, role.label) for role in roles)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Device)
class DeviceAdmin(ServiceAdmin[Device]):
    list_display = (
        "__str__",
        "user",
        "tokens_shown",
        "region",
        "last_seen_at",
        "last_upload_at",
        "last_refusal_code",
        "last_refusal_at",
        "revoked_at",
    )
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "user__first_name", "user__last_name")
    autocomplete_fields = ("user",)
    fields = ("user", "name", "region")
    ordering = ("-id",)
    actions = ("turn_away",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Device]:
        return super().get_queryset(request).select_related("user").prefetch_related("tokens")

    def get_readonly_fields(
        self,
        request: HttpRequest,
        obj: Device | None = None,
    ) -> tuple[str, ...]:
        """A phone goes to another person by being enrolled anew: its calls stay who made them."""
        return ("user",) if obj else ()

    @admin.display(description="token")
    def tokens_shown(self, device: Device) -> str:
        return ", ".join(str(token) for token in device.tokens.all())

    def write(self, request: HttpRequest, form: Any, *, row: Device | None) -> Device:
        if row is not None:
            row.save(update_fields=["name", "region"])
            return row
        device, secret = create_device(**form.cleaned_data)
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
