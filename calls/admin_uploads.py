from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.timesince import timesince

from accounts.admin_base import ReadOnlyAdmin, person_of
from accounts.models import User
from accounts.roles import Reach
from calls.models import CallLog, StoreCheck, Upload
from calls.services.explain_upload import GIVEN_UP, PAST_ITS_LEASE, explain_upload

TROUBLES = {"any": PAST_ITS_LEASE | GIVEN_UP, "pending": PAST_ITS_LEASE, "abandoned": GIVEN_UP}


class TroubleFilter(admin.SimpleListFilter):
    title = "trouble"
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("any", "In trouble"),
            ("pending", "Broken off, not yet given up"),
            ("abandoned", "Given up"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Upload]) -> QuerySet[Upload]:
        return queryset.filter(TROUBLES.get(self.value() or "", Q()))


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin[Upload]):
    """What is under way, and what broke off. A phone's retry mends it; nobody does by hand."""

    view_permission = "calls.view_upload"
    list_display = ("key", "agent", "device", "state", "explanation", "age", "attempt", "call")
    list_filter = (TroubleFilter, "state")
    list_select_related = ("agent", "device__user", "call")
    ordering = ("-id",)
    search_fields = ("key__startswith", "agent__username", "device__name")
    search_help_text = "The beginning of its key, its agent's username, or its phone's name"
    fields = (
        "explanation",
        "key",
        "agent",
        "device",
        "state",
        "call",
        "size_bytes",
        "attempt",
        "lease_until",
        "expires_at",
        "created_at",
        "updated_at",
    )
    readonly_fields = ("explanation",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        return super().get_queryset(request).filter(visible(person_of(request)))

    @admin.display(description="what that means")
    def explanation(self, upload: Upload) -> str:
        return explain_upload(upload)

    @admin.display(description="age")
    def age(self, upload: Upload) -> str:
        return timesince(upload.created_at, depth=1)


def visible(user: User) -> Q:
    """With those that no call came of yet: somebody has to see what is stuck."""
    calls = CallLog.objects.visible_to(user).order_by()
    of_calls = Q(Exists(calls.filter(pk=OuterRef("call_id"))))
    return of_calls | Q(call=None) if user.reach == Reach.ALL else of_calls


@admin.register(StoreCheck)
class StoreCheckAdmin(ReadOnlyAdmin[StoreCheck]):
    """What each comparison of store and database found."""

    view_permission = "calls.view_upload"
    list_display = ("created_at", "objects_found", "strays", "missing", "deleted", "is_stopped")
    ordering = ("-created_at",)
    search_fields = ("id__startswith",)
    search_help_text = "The beginning of its id"
