"""Lists of what belongs to calls, for those who may know of the call."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from accounts.admin_base import CappedPaginator, ReadOnlyAdmin, Row, person_of
from accounts.models import User
from calls.admin_filters import (
    ListenerFilter,
    OfCallFilter,
    OfRecordedCallFilter,
    PeriodFilter,
)
from calls.models import CallNote, Listen, Recording
from calls.querysets import visible_call
from calls.search_belongings import of_calls_found
from contacts.admin_sections import link_to, listed_name

# Of many calls found each row is looked at, and its call, until as many have been met.
MOST_ROWS_FOUND = 300


class FoundPaginator(CappedPaginator):
    @property
    def most(self) -> int:
        return MOST_ROWS_FOUND


class OfCallAdmin(ReadOnlyAdmin[Row]):
    view_permission = "calls.view_calllog"
    call_path: ClassVar[str] = "call"
    ordering: ClassVar[Any] = ("-id",)
    search_fields = ("call__number_e164",)
    search_help_text = "The contact's name, company, email, or the call's number in any form"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows = super().get_queryset(request)
        return rows.filter(visible_call(person_of(request), path=f"{self.call_path}__"))

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CappedPaginator:
        is_search = bool(request.GET.get(SEARCH_VAR))
        return (FoundPaginator if is_search else CappedPaginator)(*args, **kwargs)

    def found(self, rows: QuerySet[Row], text: str, *, viewer: User) -> QuerySet[Row]:
        path = f"{self.call_path}__"
        return rows.filter(of_calls_found(text, region=viewer.phone_region, path=path))


@admin.register(Recording)
class RecordingAdmin(OfCallAdmin[Recording]):
    list_display = ("__str__", "call", "codec", "seconds", "size", "why")
    # By status they are found among the calls, whose copy of it is indexed.
    list_select_related = ("call",)
    # The calls' order has an index for whatever the reader may see.
    ordering = ("-call__started_at", "-call__id")

    @admin.display(description="length")
    def seconds(self, recording: Recording) -> str | None:
        seconds = recording.duration_seconds
        return None if seconds is None else f"{seconds:.0f} s"

    @admin.display(description="size")
    def size(self, recording: Recording) -> str | None:
        return None if recording.size_bytes is None else filesizeformat(recording.size_bytes)

    @admin.display(description="why")
    def why(self, recording: Recording) -> str:
        return recording.get_absent_reason_display() or recording.status_reason


@admin.register(CallNote)
class CallNoteAdmin(OfCallAdmin[CallNote]):
    list_display = ("created_at", "call", "author", "__str__", "at_seconds")
    list_filter = (OfCallFilter,)
    list_select_related = ("call", "author")


@admin.register(Listen)
class ListenAdmin(OfCallAdmin[Listen]):
    """Who heard what. Nobody edits it: a trigger in the database refuses, too."""

    view_permission = "calls.view_listen"
    call_path = "recording__call"
    list_display = ("created_at", "listener", "kind", "call", "agent", "contact")
    list_filter = (ListenerFilter, "kind", PeriodFilter, OfRecordedCallFilter)
    list_select_related = (
        "listener",
        "recording__call__agent",
        "recording__call__contact",
    )

    @admin.display(description="call")
    def call(self, listen: Listen) -> str:
        call = listen.recording.call
        return link_to("calls_calllog", call, call)

    @admin.display(description="agent")
    def agent(self, listen: Listen) -> Any:
        return listen.recording.call.agent

    @admin.display(description="contact")
    def contact(self, listen: Listen) -> str | None:
        contact = listen.recording.call.contact
        return listed_name(contact) if contact else None
