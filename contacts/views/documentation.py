"""What the OpenAPI document says of the contact routes, so that the view reads as a door."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from callcrm.api.pagination import COUNT_CAP, DEFAULT_LIMIT, MAX_LIMIT
from callcrm.api.schema import problems
from contacts.choices import Source
from contacts.filters import MAX_SEARCH_LENGTH
from contacts.serializers.contact import ContactDetailSerializer
from contacts.serializers.contact_write import ContactWriteSerializer
from contacts.serializers.merge import MergeSerializer
from contacts.serializers.note import ContactNoteSerializer, ContactNoteWriteSerializer
from contacts.serializers.pages import ContactNotePageSerializer, ContactPageSerializer
from contacts.serializers.rhythm import RhythmSerializer
from contacts.serializers.timeline import TimelinePageSerializer
from contacts.timeline import KINDS
from contacts.views.merged import ContactMovedSerializer

TAGS = ["contacts"]


def parameter(
    name: str,
    description: str = "",
    *,
    kind: OpenApiTypes = OpenApiTypes.STR,
    enum: list[str] | None = None,
) -> OpenApiParameter:
    return OpenApiParameter(name, kind, "query", description=description, enum=enum)


TRUE_OR_FALSE = ["true", "false"]
ETAG = OpenApiParameter(
    "ETag", OpenApiTypes.STR, "header", response=True, description="The contact's `version`"
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    "header",
    description="The ETag that you have seen: 412 if the contact was changed since then.",
)
PAGING = [
    parameter("cursor", "From `next` or `previous` of another page"),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        "query",
    ),
]
COUNT = parameter("count", f"`true`: also count, up to {COUNT_CAP}", enum=TRUE_OR_FALSE)
FILTERS = [
    OpenApiParameter(
        "search",
        {"type": "string", "maxLength": MAX_SEARCH_LENGTH},
        "query",
        description="Numbers in any form, and words of name, company and email; all must be found",
    ),
    parameter("status", "A status by name"),
    parameter("owner", "A person's id or username, or `me`"),
    parameter("source", "Where the contact came from", enum=list(Source.values)),
    parameter("company", "Exactly this company"),
    parameter("unnamed", "`true`: those of whom only a number is known", enum=TRUE_OR_FALSE),
    parameter("new_lead", "`true`: made from a call, and nobody looked", enum=TRUE_OR_FALSE),
    parameter("do_not_call", enum=TRUE_OR_FALSE),
    parameter("needs_attention", enum=TRUE_OR_FALSE),
    parameter("follow_up_due", "`true`: those whose time has come", enum=TRUE_OR_FALSE),
    parameter("follow_up_before", kind=OpenApiTypes.DATETIME),
    parameter("created_after", "At that time or later", kind=OpenApiTypes.DATETIME),
    parameter("created_before", kind=OpenApiTypes.DATETIME),
]
SORT = parameter(
    "sort",
    "Newest first by when they were made or edited or, for who may see every call, last called;"
    " who never was comes last then",
    enum=["created", "updated", "last_call"],
)
MOVED = {301: ContactMovedSerializer}

list_contacts = extend_schema(
    operation_id="list_contacts",
    tags=TAGS,
    summary="List and search contacts, newest first",
    parameters=[*FILTERS, SORT, *PAGING, COUNT],
    responses=ContactPageSerializer,
)
create_contact = extend_schema(
    operation_id="create_contact",
    tags=TAGS,
    summary="Create a contact with a name or a number",
    parameters=[ETAG],
    request=ContactWriteSerializer,
    responses={201: ContactDetailSerializer, **problems("duplicate_phone")},
)
retrieve_contact = extend_schema(
    operation_id="retrieve_contact",
    tags=TAGS,
    summary="A contact with the first page of its timeline",
    parameters=[ETAG],
    responses={200: ContactDetailSerializer, **MOVED},
)
EDITED: dict[Any, Any] = {
    200: ContactDetailSerializer,
    **problems("duplicate_phone", "version_mismatch"),
}
update_contact = extend_schema(
    operation_id="update_contact",
    tags=TAGS,
    summary="Replace what people edit",
    parameters=[IF_MATCH, ETAG],
    request=ContactWriteSerializer,
    responses=EDITED,
)
patch_contact = extend_schema(
    operation_id="patch_contact",
    tags=TAGS,
    summary="Change what is given",
    parameters=[IF_MATCH, ETAG],
    request=ContactWriteSerializer,
    responses=EDITED,
)
delete_contact = extend_schema(
    operation_id="delete_contact",
    tags=TAGS,
    summary="Hide a contact; it can be restored for 30 days",
    parameters=[IF_MATCH],
    responses={204: None, **problems("version_mismatch")},
)
timeline = extend_schema(
    operation_id="list_contact_timeline",
    tags=TAGS,
    summary="Calls that you may see, notes and events, newest first",
    parameters=[*PAGING, COUNT, parameter("kind", "Only these entries", enum=list(KINDS))],
    responses={200: TimelinePageSerializer, **MOVED},
)
list_notes = extend_schema(
    operation_id="list_contact_notes",
    tags=TAGS,
    summary="Notes, newest first",
    parameters=[*PAGING, COUNT],
    responses={200: ContactNotePageSerializer, **MOVED},
)
add_note = extend_schema(
    operation_id="add_contact_note",
    tags=TAGS,
    summary="Write a note",
    request=ContactNoteWriteSerializer,
    responses={201: ContactNoteSerializer},
)
merge = extend_schema(
    operation_id="merge_contacts",
    tags=TAGS,
    summary="Make another contact part of this one",
    request=MergeSerializer,
    parameters=[ETAG],
    responses={200: ContactDetailSerializer},
)
restore = extend_schema(
    operation_id="restore_contact",
    tags=TAGS,
    summary="Bring a deleted contact back, with its numbers",
    request=None,
    parameters=[ETAG],
    responses={200: ContactDetailSerializer, **problems("conflict", "duplicate_phone")},
)
rhythm = extend_schema(
    operation_id="retrieve_contact_rhythm",
    tags=TAGS,
    summary="At which hours of the week the contact calls, in your time zone",
    responses={200: RhythmSerializer, **MOVED},
)
review = extend_schema(
    operation_id="review_contact",
    tags=TAGS,
    summary="You have looked at a contact that was made from a call. Safe to repeat",
    request=None,
    parameters=[ETAG],
    responses={200: ContactDetailSerializer},
)
reopen = extend_schema(
    operation_id="reopen_contact_review",
    tags=TAGS,
    summary="The contact is to be looked at again",
    parameters=[ETAG],
    responses={200: ContactDetailSerializer},
)
