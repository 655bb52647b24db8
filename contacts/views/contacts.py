from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.models import Token, User
from accounts.permissions import Need, Scope
from accounts.roles import Reach
from callcrm.api.exceptions import InvalidField
from callcrm.api.pagination import PAGE_PARAMETERS, PageRequest, paginated
from callcrm.api.validation import refuse_unknown_parameters, validated
from contacts.choices import Source
from contacts.exceptions import contact_url
from contacts.filters import ContactFilter, filtered
from contacts.models import Contact, ContactNote
from contacts.rhythm import rhythm_of
from contacts.serializers.contact import contact_as_json, contacts_as_json
from contacts.serializers.contact_write import ContactWriteSerializer, sent_contact
from contacts.serializers.merge import MergeSerializer
from contacts.serializers.note import ContactNoteSerializer, ContactNoteWriteSerializer
from contacts.serializers.timeline import timeline_page
from contacts.services.add_contact_note import add_contact_note
from contacts.services.create_contact import create_contact
from contacts.services.delete_contact import delete_contact
from contacts.services.merge_contacts import merge_contacts
from contacts.services.restore_contact import restore_contact
from contacts.services.review_contact import reopen_contact, review_contact
from contacts.services.update_contact import update_contact
from contacts.timeline import KINDS, Kind
from contacts.views import documentation as documented
from contacts.views.merged import ContactMoved, redirect_to_survivor, shown_contact
from contacts.views.versions import etag, seen_versions

SORTED_BY = {"created": "created_at", "updated": "updated_at", "last_call": "last_call_or_never"}
READ = Need(Scope.CONTACTS_READ, "contacts.view_contact")
CHANGE = Need(Scope.CONTACTS_WRITE, "contacts.change_contact")
DELETE = Need(Scope.CONTACTS_WRITE, "contacts.delete_contact")


class ContactViewSet(ViewSet):
    needs: ClassVar[dict[str, Need]] = {
        "list": READ,
        "create": Need(Scope.CONTACTS_WRITE, "contacts.add_contact"),
        "retrieve": READ,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DELETE,
        "timeline": READ,
        "notes": READ,
        "add_note": CHANGE,
        "merge": Need(Scope.CONTACTS_WRITE, "contacts.merge_contact"),
        "restore": DELETE,
        "rhythm": READ,
        "review": CHANGE,
        "reopen": CHANGE,
    }

    @documented.list_contacts
    def list(self, request: Request) -> Response:
        refuse_unknown_parameters(request, {*PAGE_PARAMETERS, *ContactFilter.base_filters, "sort"})
        viewer = viewer_of_calls(request)
        sort = chosen_sort(request, viewer=viewer)
        contacts = filtered(Contact.objects.live().with_details(), request)
        return Response(
            paginated(
                request,
                contacts.with_last_call() if sort == "last_call" else contacts,
                lambda page: contacts_as_json(page, viewer=viewer),
                time_field=SORTED_BY[sort],
            )
        )

    @documented.create_contact
    def create(self, request: Request) -> Response:
        sent = sent_contact(validated(ContactWriteSerializer(data=request.data)))
        contact = create_contact(
            actor=caller(request),
            source=Source.API if isinstance(request.auth, Token) else Source.MANUAL,
            values=sent.changes,
            numbers=[sent.primary] if sent.primary else sent.numbers or [],
            region=sent.region,
        )
        response = answer(request, contact.pk, status=201)
        response.headers["Location"] = contact_url(contact.pk)
        return response

    @documented.retrieve_contact
    def retrieve(self, request: Request, contact_id: UUID) -> Response:
        refuse_unknown_parameters(request, ())
        return answer(request, contact_id)

    @documented.update_contact
    def update(self, request: Request, contact_id: UUID) -> Response:
        return edit(request, contact_id, ContactWriteSerializer(data=request.data))

    @documented.patch_contact
    def partial_update(self, request: Request, contact_id: UUID) -> Response:
        return edit(request, contact_id, ContactWriteSerializer(data=request.data, partial=True))

    @documented.delete_contact
    def destroy(self, request: Request, contact_id: UUID) -> Response:
        delete_contact(
            contact_id=contact_id, actor=caller(request), versions=seen_versions(request)
        )
        return Response(status=204)

    @documented.timeline
    def timeline(self, request: Request, contact_id: UUID) -> Response:
        refuse_unknown_parameters(request, {*PAGE_PARAMETERS, "kind"})
        contact = shown_contact(contact_id)
        page = PageRequest.of(request)
        viewer = viewer_of_calls(request)
        kind = chosen_kind(request)
        return Response(
            timeline_page(contact, request=request, viewer=viewer, page=page, kind=kind)
        )

    @documented.list_notes
    def notes(self, request: Request, contact_id: UUID) -> Response:
        refuse_unknown_parameters(request, PAGE_PARAMETERS)
        notes = ContactNote.objects.filter(contact=shown_contact(contact_id))
        return Response(
            paginated(
                request,
                notes.select_related("author"),
                lambda page: ContactNoteSerializer(page, many=True).data,
                time_field="created_at",
            )
        )

    @documented.add_note
    def add_note(self, request: Request, contact_id: UUID) -> Response:
        text = validated(ContactNoteWriteSerializer(data=request.data))["text"]
        note = add_contact_note(contact_id=contact_id, author=caller(request), text=text)
        return Response(ContactNoteSerializer(note).data, status=201)

    @documented.merge
    def merge(self, request: Request, contact_id: UUID) -> Response:
        duplicate_id = validated(MergeSerializer(data=request.data))["duplicate"]
        merge_contacts(survivor_id=contact_id, duplicate_id=duplicate_id, actor=caller(request))
        return answer(request, contact_id)

    @documented.restore
    def restore(self, request: Request, contact_id: UUID) -> Response:
        restore_contact(contact_id=contact_id, actor=caller(request))
        return answer(request, contact_id)

    @documented.rhythm
    def rhythm(self, request: Request, contact_id: UUID) -> Response:
        refuse_unknown_parameters(request, ())
        contact = shown_contact(contact_id)
        return Response(rhythm_of(contact, viewer=viewer_of_calls(request)))

    @documented.review
    def review(self, request: Request, contact_id: UUID) -> Response:
        review_contact(contact_id=contact_id, by=caller(request))
        return answer(request, contact_id)

    @documented.reopen
    def reopen(self, request: Request, contact_id: UUID) -> Response:
        reopen_contact(contact_id=contact_id)
        return answer(request, contact_id)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, ContactMoved):
            return redirect_to_survivor(exc, self.request)
        return super().handle_exception(exc)


def chosen_sort(request: Request, *, viewer: User | None) -> str:
    sort = request.query_params.get("sort", "created")
    if sort not in SORTED_BY:
        raise InvalidField(f"Use one of: {', '.join(SORTED_BY)}.", field="sort")
    if sort == "last_call" and (viewer is None or viewer.reach != Reach.ALL):
        # The order would tell of calls that they may not know of.
        raise InvalidField("`last_call` is for who may see every call.", field="sort")
    return sort


def chosen_kind(request: Request) -> Kind | None:
    kind = request.query_params.get("kind")
    found: Kind | None = next((known for known in KINDS if known == kind), None)
    if kind is not None and found is None:
        raise InvalidField(f"Use one of: {', '.join(KINDS)}.", field="kind")
    return found


def viewer_of_calls(request: Request) -> User | None:
    """None: a token without calls:read learns nothing of calls."""
    may_read = not isinstance(request.auth, Token) or Scope.CALLS_READ in request.auth.scopes
    return caller(request) if may_read else None


def edit(request: Request, contact_id: UUID, serializer: ContactWriteSerializer) -> Response:
    sent = sent_contact(validated(serializer))
    update_contact(
        contact_id=contact_id,
        actor=caller(request),
        changes=sent.changes,
        numbers=sent.numbers,
        primary=sent.primary,
        region=sent.region,
        versions=seen_versions(request),
    )
    return answer(request, contact_id)


def answer(request: Request, contact_id: UUID, *, status: int = 200) -> Response:
    contact = shown_contact(contact_id)
    body = contact_as_json(contact, request=request, viewer=viewer_of_calls(request))
    return Response(body, status=status, headers=etag(contact))
