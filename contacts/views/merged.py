from uuid import UUID

from django.urls import reverse
from django.utils.encoding import iri_to_uri
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from callcrm.api.exceptions import NotFound
from contacts.exceptions import contact_url
from contacts.models import Contact
from contacts.services.lock_contact import NO_CONTACT


class ContactMovedSerializer(serializers.Serializer[Contact]):
    """What a merged contact's id answers, with 301."""

    id = serializers.UUIDField()
    merged_into = serializers.UUIDField()
    url = serializers.CharField(help_text="Where the survivor is.")


class ContactMoved(Exception):
    """The id that was asked for became part of another contact's."""

    def __init__(self, contact: Contact, survivor_id: UUID) -> None:
        super().__init__(str(contact.pk))
        self.contact = contact
        self.survivor_id = survivor_id


def shown_contact(contact_id: UUID) -> Contact:
    """A contact with its details. Raises NotFound, and ContactMoved for a merged one."""
    contact = Contact.objects.with_details().filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(NO_CONTACT)
    if contact.merged_into_id:
        raise ContactMoved(contact, contact.merged_into_id)
    if contact.deleted_at:
        raise NotFound(NO_CONTACT)
    return contact


def redirect_to_survivor(moved: ContactMoved, request: Request) -> Response:
    match = request.resolver_match
    name = match.view_name if match else "contact-detail"
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    location = reverse(name, args=[moved.survivor_id]) + (f"?{query}" if query else "")
    body = {
        "id": str(moved.contact.pk),
        "merged_into": str(moved.survivor_id),
        "url": contact_url(moved.survivor_id),
    }
    return Response(body, status=301, headers={"Location": location})
