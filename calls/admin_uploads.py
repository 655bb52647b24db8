from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from accounts.admin_base import ReadOnlyAdmin, person_of, shortened
from accounts.models import User
from calls.models import StoreCheck, Upload
from calls.querysets import visible_call
from calls.search_uploads import uploads_found
from calls.services.explain_upload import GIVEN_UP, PAST_ITS_LEASE, explain_upload

# Enough to tell one from another; a key has up to 128.
MOST_KEY_LETTERS_LISTED = 24
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
    list_display = ("created_at", "agent", "phone", "explanation", "attempt", "call", "short_key")
    list_filter = (TroubleFilter, "state")
    list_select_related = ("agent", "device__user", "call")
    ordering = ("-id",)
    search_fields = ("key",)
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
        """With those that no call came of, for who sees all: somebody has to see what is stuck."""
        uploads = super().get_queryset(request)
        return uploads.filter(visible_call(person_of(request), path="call__"))

    def found(self, rows: QuerySet[Upload], text: str, *, viewer: User) -> QuerySet[Upload]:
        return uploads_found(rows, text)

    @admin.display(description="what that means")
    def explanation(self, upload: Upload) -> str:
        return explain_upload(upload)

    @admin.display(description="device")
    def phone(self, upload: Upload) -> str | None:
        return shortened(upload.device) if upload.device else None

    @admin.display(description="key")
    def short_key(self, upload: Upload) -> str:
        return shortened(upload.key, most=MOST_KEY_LETTERS_LISTED)


@admin.register(StoreCheck)
class StoreCheckAdmin(ReadOnlyAdmin[StoreCheck]):
    """What each comparison of store and database found."""

    view_permission = "calls.view_upload"
    list_display = ("created_at", "objects_found", "strays", "missing", "deleted", "is_stopped")
    ordering = ("-created_at",)
    search_fields = ("id__startswith",)
    search_help_text = "The beginning of its id"
