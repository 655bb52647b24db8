from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from accounts.admin_base import DeletableAdmin, ReadOnlyAdmin, Row, ServiceAdmin, person_of
from accounts.models import User
from accounts.roles import Reach
from calls.models import (
    CallLog,
    CallNote,
    ExcludedNumber,
    Listen,
    Outcome,
    Recording,
    TeamPhoneNumber,
    Upload,
)
from calls.services.annotate_call import annotate_call
from calls.services.delete_outcome import delete_outcome
from contacts.forms import E164Field


@admin.register(Outcome)
class OutcomeAdmin(DeletableAdmin[Outcome]):
    list_display = ("name", "position")
    search_fields = ("name",)

    def remove(self, row: Outcome) -> None:
        delete_outcome(outcome=row)


@admin.register(CallLog)
class CallLogAdmin(ServiceAdmin[CallLog]):
    """Calls are what phones said. A person says what they meant."""

    list_display = (
        "started_at",
        "agent",
        "contact",
        "number_raw",
        "direction",
        "disposition",
        "duration_seconds",
        "outcome",
        "recording_status",
        "needs_attention",
    )
    list_filter = ("direction", "disposition", "recording_status", "needs_attention")
    list_select_related = ("agent", "contact", "outcome")
    search_fields = ("number_e164",)
    search_help_text = "The contact's name, company, email, or a number in any form"
    readonly_fields = (
        "agent",
        "team",
        "device",
        "contact",
        "number_raw",
        "number_e164",
        "number_extension",
        "number_kind",
        "region_used",
        "direction",
        "disposition",
        "started_at",
        "answered_at",
        "ended_at",
        "duration_seconds",
        "ring_seconds",
        "sim_slot",
        "consent",
        "announcement_version",
        "source",
        "client_call_id",
        "device_time",
        "clock_skew_seconds",
        "needs_attention",
        "attention_reason",
        "reviewed_at",
        "reviewed_by",
        "recording_status",
        "created_at",
        "updated_at",
    )
    fields = ("outcome", *readonly_fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CallLog]:
        return CallLog.objects.visible_to(person_of(request)).select_related(
            "agent", "contact", "team", "device__user", "outcome", "reviewed_by"
        )

    def found(self, rows: Any, text: str, *, region: str | None) -> QuerySet[CallLog]:
        found: QuerySet[CallLog] = rows.search(text, region=region)
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CallLog | None = None) -> bool:
        return request.user.has_perm("calls.annotate_call")

    def write(self, request: HttpRequest, form: Any, *, row: CallLog | None) -> CallLog:
        assert row is not None
        annotate_call(call_id=row.pk, by=person_of(request), annotation=form.cleaned_data)
        return row


class OfCallAdmin(ReadOnlyAdmin[Row]):
    """Rows that belong to a call, for those who may know of the call."""

    view_permission = "calls.view_calllog"
    call_path: ClassVar[str] = "call"
    ordering = ("-id",)
    search_fields = ("call__number_e164",)
    search_help_text = "The contact's name, company, email, or the call's number in any form"

    def visible(self, user: User) -> Q:
        calls = CallLog.objects.visible_to(user).order_by()
        return Q(Exists(calls.filter(pk=OuterRef(f"{self.call_path}_id"))))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        return super().get_queryset(request).filter(self.visible(person_of(request)))

    def found(self, rows: QuerySet[Row], text: str, *, region: str | None) -> QuerySet[Row]:
        """Among rows that are visible already, so that live calls will do."""
        calls = CallLog.objects.live().search(text, region=region)
        return rows.filter(**{f"{self.call_path}__in": calls.order_by().values("pk")})


@admin.register(Recording)
class RecordingAdmin(OfCallAdmin[Recording]):
    list_display = ("__str__", "call", "codec", "duration_seconds", "size_bytes", "status_reason")
    list_filter = ("status",)
    list_select_related = ("call",)


@admin.register(CallNote)
class CallNoteAdmin(OfCallAdmin[CallNote]):
    list_display = ("created_at", "call", "author", "__str__", "at_seconds")
    list_select_related = ("call", "author")


@admin.register(Upload)
class UploadAdmin(OfCallAdmin[Upload]):
    view_permission = "calls.view_upload"
    list_display = ("key", "state", "agent", "device", "call", "attempt", "created_at")
    list_filter = ("state",)
    list_select_related = ("agent", "device__user", "call")

    def visible(self, user: User) -> Q:
        """With those that no call came of yet: somebody has to see what is stuck."""
        calls = super().visible(user)
        return calls | Q(call=None) if user.reach == Reach.ALL else calls


@admin.register(Listen)
class ListenAdmin(OfCallAdmin[Listen]):
    view_permission = "calls.view_listen"
    call_path = "recording__call"
    list_display = ("created_at", "listener", "kind", "recording")
    list_filter = ("kind",)
    list_select_related = ("listener", "recording")


class SpecialNumberAdmin(DeletableAdmin[Row]):
    search_fields = ("e164__contains",)
    autocomplete_fields = ("team",)
    list_select_related = ("team",)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "e164":
            return E164Field(label="Phone number", regions=[person_of(request).phone_region])
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(TeamPhoneNumber)
class TeamPhoneNumberAdmin(SpecialNumberAdmin[TeamPhoneNumber]):
    list_display = ("e164", "team", "label")


@admin.register(ExcludedNumber)
class ExcludedNumberAdmin(SpecialNumberAdmin[ExcludedNumber]):
    list_display = ("e164", "team", "reason")
