from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from accounts.admin_base import ServiceAdmin, person_of
from accounts.models import User
from calls import (  # noqa: F401 - Django looks for admin.py only
    admin_belongings,
    admin_devices,
    admin_jobs,
    admin_outcomes,
    admin_teams,
    admin_uploads,
)
from calls.admin_call_form import CallForm
from calls.admin_filters import (
    AgentFilter,
    FindingFilter,
    ResultFilter,
    ReviewedFilter,
    StartedFilter,
    TeamFilter,
)
from calls.admin_sections import player_of, sections_of, words_of_finding
from calls.models import CallLog
from calls.serializers.call_log import MAY_LISTEN_PERMISSION
from calls.services.add_call_note import add_call_note
from calls.services.change_call import CallChanges, change_call
from calls.services.delete_call import delete_call
from calls.services.dismiss_attention import dismiss_attention
from calls.services.link_call import RELINK_PERMISSION
from calls.services.reprocess_recording import NothingToProcess, reprocess_recording
from calls.services.restore_call import restore_call
from calls.services.review_call import reopen_review, review_call
from contacts.admin_filters import HiddenFilter, OfContactFilter
from contacts.admin_sections import listed_name
from contacts.admin_selection import few_enough, hiding_of
from contacts.models import Contact

if TYPE_CHECKING:
    ContactField = forms.ModelChoiceField[Contact]
else:
    ContactField = forms.ModelChoiceField

REVIEW_PERMISSION = "calls.review_call"
LINK_PERMISSION = "calls.link_call"
REPROCESS_PERMISSION = "calls.reprocess_recording"
HIDE_PERMISSION = "calls.delete_calllog"
CHANGEABLE = ("contact", "outcome")
# Side by side what is read together.
TOLD: tuple[Any, ...] = (
    ("agent", "team", "device"),
    ("started_at", "direction", "call_result", "duration_seconds"),
    ("number", "phone_number"),
    ("recording_status", "findings"),
    ("review_state", "reviewed_at", "reviewed_by"),
)
TOLD_BY_THE_PHONE: tuple[Any, ...] = (
    ("answered_at", "ended_at", "ring_seconds"),
    ("number_kind", "number_extension", "region_used", "sim_slot"),
    ("consent", "announcement_version"),
    ("source", "client_call_id"),
    ("device_time", "clock_skew_seconds"),
    ("created_at", "updated_at", "deleted_at"),
)


class ContactOfCallField(ContactField):
    def label_from_instance(self, obj: Contact) -> str:
        return obj.display_name


@admin.register(CallLog)
class CallLogAdmin(ServiceAdmin[CallLog]):
    """Calls are what phones said. A person says what they meant."""

    form: Any = CallForm
    change_form_template = "calls/admin/change_form.html"
    list_display = (
        "started_at",
        "agent",
        "with_whom",
        "what_happened",
        "length",
        "outcome",
        "recording_is",
        "review_state",
    )
    list_filter = (
        StartedFilter,
        AgentFilter,
        TeamFilter,
        "direction",
        ("disposition", ResultFilter),
        "outcome",
        "recording_status",
        FindingFilter,
        "needs_attention",
        ReviewedFilter,
        OfContactFilter,
        HiddenFilter,
    )
    # Joining all that a call's own page shows would take longer to plan than to run.
    list_select_related = ("agent", "contact", "outcome")
    search_fields = ("number_e164",)
    search_help_text = (
        "A number in any form, the contact's name, company or email, words of a note, what was said"
    )
    autocomplete_fields = ("contact",)
    readonly_fields = tuple(flatten((*TOLD, *TOLD_BY_THE_PHONE)))
    actions = ("review", "dismiss", "reprocess", "hide", "restore")

    # --- Which calls -------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[CallLog]:
        """With hidden ones for who may hide: the list leaves them out until it is asked."""
        if self.has_hide_permission(request):
            return CallLog.objects.within_reach_of(person_of(request))
        return CallLog.objects.visible_to(person_of(request))

    def found(self, rows: Any, text: str, *, viewer: User) -> QuerySet[CallLog]:
        found: QuerySet[CallLog] = rows.search(
            text,
            region=viewer.phone_region,
            with_transcripts=viewer.has_perm(MAY_LISTEN_PERMISSION),
        )
        return found

    @admin.display(description="call result")
    def call_result(self, call: CallLog) -> str:
        return call.get_disposition_display()

    @admin.display(description="call")
    def what_happened(self, call: CallLog) -> str:
        return f"{call.get_direction_display()}, {self.call_result(call).lower()}"

    @admin.display(description="findings")
    def findings(self, call: CallLog) -> str:
        return ", ".join(words_of_finding(code) for code in call.finding_codes) or "–"

    @admin.display(description="number as dialed")
    def number(self, call: CallLog) -> str:
        return call.number_raw or "–"

    @admin.display(description="phone number")
    def phone_number(self, call: CallLog) -> str:
        return call.number_e164 or "–"

    @admin.display(description="contact and number")
    def with_whom(self, call: CallLog) -> str:
        name = listed_name(call.contact) if call.contact else "Nobody's"
        return format_html('{}<br><span class="quiet">{}</span>', name, self.number(call))

    @admin.display(description="length")
    def length(self, call: CallLog) -> str | None:
        seconds = call.duration_seconds
        return None if seconds is None else f"{seconds // 60}:{seconds % 60:02}"

    @admin.display(description="recording")
    def recording_is(self, call: CallLog) -> str:
        found = ", ".join(words_of_finding(code) for code in call.finding_codes)
        return ": ".join(filter(None, [call.get_recording_status_display(), found]))

    @admin.display(description="review")
    def review_state(self, call: CallLog) -> str:
        if call.needs_attention:
            return f"Needs attention: {call.get_attention_reason_display()}"
        return "Reviewed" if call.reviewed_at else "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CallLog | None = None) -> bool:
        is_hidden = obj is not None and obj.deleted_at is not None
        return not is_hidden and request.user.has_perm("calls.annotate_call")

    # --- The form ----------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: CallLog | None = None) -> Any:
        """Who only reads has no use for the form's own fields."""
        return [
            (None, {"fields": (*CHANGEABLE, *self.own_fields(request, obj))}),
            ("Call", {"fields": TOLD}),
            ("What the phone told", {"fields": TOLD_BY_THE_PHONE, "classes": ("collapse",)}),
        ]

    def own_fields(self, request: HttpRequest, call: CallLog | None) -> tuple[Any, ...]:
        if not self.has_change_permission(request, call):
            return ()
        is_questioned = call is not None and call.needs_attention
        may_dismiss = is_questioned and self.has_link_permission(request)
        dismissing = ("is_dismissed",) if may_dismiss else ()
        return ("is_reviewed", *dismissing, ("new_note", "at_seconds"))

    def get_readonly_fields(self, request: HttpRequest, obj: CallLog | None = None) -> Any:
        may_move = obj is not None and self.may_move(request, obj)
        return self.readonly_fields if may_move else ("contact", *self.readonly_fields)

    def may_move(self, request: HttpRequest, call: CallLog) -> bool:
        """To link a call is less than to take it from the contact that has it."""
        is_somebodys = call.contact is not None and call.contact.deleted_at is None
        may_take = not is_somebodys or request.user.has_perm(RELINK_PERMISSION)
        return may_take and self.has_link_permission(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "contact":
            kwargs["form_class"] = ContactOfCallField
            kwargs["help_text"] = "Found by name or number; empty: nobody's"
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if call := kwargs.get("obj"):
            viewer = person_of(request)
            context["player"] = player_of(call, viewer=viewer)
            context["sections"] = sections_of(call, viewer=viewer)
            context["hiding"] = hiding_of(self, request, call)
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: CallForm, *, row: CallLog | None) -> CallLog:
        assert row is not None
        by, given = person_of(request), form.cleaned_data
        sent = set(form.changed_data) & set(form.data)
        changes = {name: given[name] for name in CHANGEABLE if name in sent}
        # First: it locks contacts before the call.
        if changes:
            change_call(call_id=row.pk, by=by, changes=cast("CallChanges", changes))
        if "is_reviewed" in form.changed_data and self.has_review_permission(request):
            mark = review_call if given["is_reviewed"] else reopen_review
            mark(call_id=row.pk, by=by)
        if given["is_dismissed"] and self.has_link_permission(request):
            dismiss_attention(call_id=row.pk, by=by)
        if given["new_note"]:
            add_call_note(
                call_id=row.pk, author=by, text=given["new_note"], at_seconds=given["at_seconds"]
            )
        return row

    # --- Actions -----------------------------------------------------------------------------

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(REVIEW_PERMISSION)

    def has_link_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(LINK_PERMISSION)

    def has_reprocess_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(REPROCESS_PERMISSION)

    def has_hide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(HIDE_PERMISSION)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """A hidden call is brought back before anything else is done with it."""
        actions = super().get_actions(request)
        is_of_hidden = request.GET.get(HiddenFilter.parameter_name) == "yes"
        fitting = {"restore"} if is_of_hidden else set(actions) - {"restore"}
        return {name: action for name, action in actions.items() if name in fitting}

    @admin.action(permissions=["review"], description="Mark the selected calls as reviewed")
    def review(self, request: HttpRequest, calls: QuerySet[CallLog]) -> None:
        for call in few_enough(calls):
            review_call(call_id=call.pk, by=person_of(request))
            self.log_change(request, call, "Reviewed")
        messages.success(request, "They are reviewed.")

    @admin.action(permissions=["link"], description="The selected calls need no attention")
    def dismiss(self, request: HttpRequest, calls: QuerySet[CallLog]) -> None:
        for call in few_enough(calls):
            dismiss_attention(call_id=call.pk, by=person_of(request))
            self.log_change(request, call, "Needs no attention")
        messages.success(request, "They need no attention any more.")

    @admin.action(permissions=["reprocess"], description="Process the recordings again")
    def reprocess(self, request: HttpRequest, calls: QuerySet[CallLog]) -> None:
        chosen = few_enough(calls.select_related("recording"))
        queued = 0
        for call in chosen:
            try:
                reprocess_recording(recording=getattr(call, "recording", None))
            except NothingToProcess:
                continue
            queued += 1
            self.log_change(request, call, "Processed again")
        without = f" {len(chosen) - queued} have no audio." if queued < len(chosen) else ""
        level = messages.SUCCESS if queued else messages.WARNING
        messages.add_message(request, level, f"{queued} are processed again, now.{without}")

    @admin.action(permissions=["hide"], description="Hide the selected calls")
    def hide(self, request: HttpRequest, calls: QuerySet[CallLog]) -> None:
        for call in few_enough(calls):
            delete_call(call_id=call.pk, by=person_of(request))
            self.log_change(request, call, "Hidden")
        messages.success(request, "They are hidden. The filter Hidden restores them for 30 days.")

    @admin.action(permissions=["hide"], description="Restore the selected calls")
    def restore(self, request: HttpRequest, calls: QuerySet[CallLog]) -> None:
        for call in few_enough(calls):
            restore_call(call_id=call.pk, by=person_of(request))
            self.log_change(request, call, "Restored")
        messages.success(request, "They are back.")
