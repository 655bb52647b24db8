from typing import Any, ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from accounts.models import User
from accounts.serializers.person import PersonSerializer
from callcrm.api.page_shape import CountSerializer, PageSerializer
from callcrm.api.pagination import DEFAULT_LIMIT, PageRequest, in_page_order, page_body
from contacts.models import Contact, ContactEvent
from contacts.timeline import KINDS, Kind, TimelineEntry, timeline_counts, timeline_slice


class CallEntrySerializer(serializers.Serializer[TimelineEntry]):
    """A call that you may see, in short: /v1/calls/{id} has the rest."""

    kind = serializers.ChoiceField(["call"])
    at = serializers.DateTimeField(help_text="When it started.")
    id = serializers.UUIDField(source="row.id")
    direction = serializers.CharField(source="row.direction")
    disposition = serializers.CharField(source="row.disposition")
    outcome = serializers.SerializerMethodField()
    duration_seconds = serializers.IntegerField(source="row.duration_seconds", allow_null=True)
    recording_status = serializers.CharField(source="row.recording_status")
    agent = PersonSerializer(source="row.agent")

    def get_outcome(self, entry: TimelineEntry) -> str | None:
        return entry.row.outcome.name if entry.row.outcome else None


class NoteEntrySerializer(serializers.Serializer[TimelineEntry]):
    kind = serializers.ChoiceField(["note"])
    at = serializers.DateTimeField()
    id = serializers.UUIDField(source="row.id")
    author = PersonSerializer(source="row.author")
    text = serializers.CharField(source="row.text")


class EventEntrySerializer(serializers.Serializer[TimelineEntry]):
    kind = serializers.ChoiceField(["event"])
    at = serializers.DateTimeField()
    id = serializers.UUIDField(source="row.id")
    change = serializers.ChoiceField(ContactEvent.Kind.choices, source="row.kind")
    actor = PersonSerializer(
        source="row.actor", allow_null=True, help_text="Null: callcrm itself, on a phone's behalf."
    )
    details = serializers.DictField(
        source="row.details_for_everybody",
        help_text="`edited`: by field, `old` and `new`; `status_changed`: `old` and `new`.",
    )


class TimelineCountsSerializer(serializers.Serializer[Any]):
    """Only with `?count=true`: of every kind, whichever the page shows."""

    call = CountSerializer(help_text="Calls that you may see.")
    note = CountSerializer()
    event = CountSerializer()


class TimelinePageSerializer(PageSerializer):
    """Shape only: see `timeline_page`."""

    ENTRIES: ClassVar[dict[str, Any]] = {
        "call": CallEntrySerializer,
        "note": NoteEntrySerializer,
        "event": EventEntrySerializer,
    }

    results = serializers.SerializerMethodField()
    counts = TimelineCountsSerializer(required=False)

    @extend_schema_field(
        PolymorphicProxySerializer(
            component_name="TimelineEntry",
            serializers=ENTRIES,
            resource_type_field_name="kind",
            many=True,
        )
    )
    def get_results(self, entries: list[TimelineEntry]) -> list[dict[str, Any]]:
        return [dict(self.ENTRIES[entry.kind](entry).data) for entry in entries]


def timeline_page(
    contact: Contact,
    *,
    request: Request,
    viewer: User | None,
    page: PageRequest | None = None,
    kind: Kind | None = None,
) -> dict[str, Any]:
    """A page as asked for, or the first one, with addresses under /timeline wherever it's shown."""
    page = page or PageRequest(limit=DEFAULT_LIMIT, cursor=None, wants_count=False)
    entries = timeline_slice(contact, viewer=viewer, page=page, kinds=[kind] if kind else KINDS)
    results = TimelinePageSerializer().get_results(in_page_order(entries, page))
    path = reverse("contact-timeline", args=[contact.pk])
    limit = page.limit if page.limit != DEFAULT_LIMIT else None
    if query := {name: value for name, value in (("kind", kind), ("limit", limit)) if value}:
        path += f"?{urlencode(query)}"
    body = page_body(request, page, results, [entry.key for entry in entries], path=path)
    if page.wants_count:
        body["counts"] = timeline_counts(contact, viewer=viewer)
    return body
