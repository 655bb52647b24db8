"""How lists look, for the OpenAPI document: `callcrm.api.pagination` makes them."""

from typing import Any

from rest_framework import serializers

from callcrm.api.page_shape import CountedPageSerializer
from contacts.serializers.contact import ContactSerializer
from contacts.serializers.note import ContactNoteSerializer
from contacts.serializers.status import ContactStatusSerializer


class ContactPageSerializer(CountedPageSerializer):
    results = ContactSerializer(many=True)


class ContactNotePageSerializer(CountedPageSerializer):
    results = ContactNoteSerializer(many=True)


class ContactStatusListSerializer(serializers.Serializer[Any]):
    results = ContactStatusSerializer(many=True)
