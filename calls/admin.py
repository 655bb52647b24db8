from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import RefusableForm, ServiceAdmin, person_of
from calls import (  # noqa: F401 - Django looks for admin.py only
    admin_belongings,
    admin_jobs,
    admin_outcomes,
    admin_teams,
    admin_uploads,
)
from calls.admin_filters import AgentFilter, ReviewedFilter, StartedFilter, TeamFilter
from calls.admin_sections import player_of, sections_of
from calls.models import CallLog
from calls.services.add_call_note import add_call_note
from calls.services.annotate_call import Annotation, annotate_call
from calls.services.dismiss_attention import dismiss_attention
from calls.services.review_call import reopen_review, review_call
from contacts.admin_filters import OfContactFilter
from contacts.admin_selection import few_enough

MOST_NOTE_LETTERS = 10_000
REVIEW_PERMISSION = "calls.review_call"
ATTENTION_PERMISSION = "calls.link_call"
FORM_FIELDS = ("new_note", "at_seconds", "is_reviewed")


class CallForm(RefusableForm[CallLog]):
    new_note = forms.CharField(
        required=False,
        max_length=MOST_NOTE_LETTERS,
        label="Add a note",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    at_seconds = forms.FloatField(
        required=False,
        min_value=0,
        label="at second",
        help_text="Of the recording; empty: about the whole call",
    )
    is_reviewed = forms.BooleanField(required=False, label="Reviewed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_reviewed"] = self.instance.reviewed_at is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("at_seconds") is not None and not cleaned.get("new_note"):
            self.add_error("new_note", "Write the note that belongs to this second.")
        return cleaned


@admin.register(CallLog)
class CallLogAdmin(ServiceAdmin[CallLog]):
    """Calls are what phones said. A person says what they meant."""

    form: Any = CallForm
    change_form_template = "calls/admin/change_form.html"
    list_display = (
        "started_at",
        "agent",
        "contact",
        "number_raw",
        "direction",
        "call_result",
        "duration_seconds",
        "outcome",
        "recording_status",
        "needs_attention",
        "is_reviewed",
    )
    list_filter = (
        StartedFilter,
        AgentFilter,
        TeamFilter,
        "direction",
        "disposition",
        "outcome",
        "recording_status",
        "needs_attention",
        ReviewedFilter,
        OfContactFilter,
    )
    # Joining all that a call's own page shows would take longer to plan than to run.
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
    fields = ("outcome", "is_reviewed", ("new_note", "at_seconds"), *readonly_fields)
    actions = ("review", "dismiss")

    # --- Which calls -------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[CallLog]:
        return CallLog.objects.visible_to(person_of(request))

    def found(self, rows: Any, text: str, *, region: str | None) -> QuerySet[CallLog]:
        found: QuerySet[CallLog] = rows.search(text, region=region)
        return found

    @admin.display(description="call result")
    def call_result(self, call: CallLog) -> str:
        return call.get_disposition_display()

    @admin.display(description="reviewed", boolean=True)
    def is_reviewed(self, call: CallLog) -> bool:
        return call.reviewed_at is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CallLog | None = None) -> bool:
        return request.user.has_perm("calls.annotate_call")

    # --- The form ----------------------------------------------------------------------------

    def get_fields(self, request: HttpRequest, obj: CallLog | None = None) -> Any:
        """Who only reads has no use for the form's own fields."""
        if self.has_change_permission(request, obj):
            return self.fields
        return ("outcome", *self.readonly_fields)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if call := kwargs.get("obj"):
            viewer = person_of(request)
            context["player"] = player_of(call, viewer=viewer)
            context["sections"] = sections_of(call, viewer=viewer)
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: CallForm, *, row: CallLog | None) -> CallLog:
        assert row is not None
        by, given = person_of(request), form.cleaned_data
        if "outcome" in form.changed_data:
            annotation = cast("Annotation", {"outcome": given["outcome"]})
            annotate_call(call_id=row.pk, by=by, annotation=annotation)
        if "is_reviewed" in form.changed_data and self.has_review_permission(request):
            mark = review_call if given["is_reviewed"] else reopen_review
            mark(call_id=row.pk, by=by)
        if given["new_note"]:
            add_call_note(
                call_id=row.pk, author=by, text=given["new_note"], at_seconds=given["at_seconds"]
            )
        return row

    # --- Actions -----------------------------------------------------------------------------

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(REVIEW_PERMISSION)

    def has_attention_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ATTENTION_PERMISSION)

    @admin.action(permissions=["review"], description="Mark the selected calls as reviewed")
    def review(self, request: HttpRequest, calls: QuerySet[CallLog]) -> None:
        for call in few_enough(calls):
            review_call(call_id=call.pk, by=person_of(request))
            self.log_change(request, call, "Reviewed")
        messages.success(request, "They are reviewed.")

    @admin.action(permissions=["attention"], description="The selected calls need no attention")
    def dismiss(self, request: HttpRequest, calls: QuerySet[CallLog]) -> None:
        for call in few_enough(calls):
            dismiss_attention(call_id=call.pk, by=person_of(request))
            self.log_change(request, call, "Needs no attention")
        messages.success(request, "They need no attention any more.")
