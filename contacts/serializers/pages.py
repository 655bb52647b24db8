"""How lists look, for the OpenAPI document: `callcrm.api.pagination` makes them."""

from typing import Any

from rest_framework import serializers

from contacts.serializers.contact import ContactSerializer
from contacts.serializers.note import ContactNoteSerializer
from contacts.serializers.status import ContactStatusSerializer


class CappedCountSerializer(serializers.Serializer[Any]):
    """Only with `?count=true`."""

    value = serializers.IntegerField()
    is_capped = serializers.BooleanField(help_text="There are more than `value`.")


class ContactPageSerializer(serializers.Serializer[Any]):
    results = ContactSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    limit = serializers.IntegerField()
    count = CappedCountSerializer(required=False)


class ContactNotePageSerializer(serializers.Serializer[Any]):
    results = ContactNoteSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    limit = serializers.IntegerField()
    count = CappedCountSerializer(required=False)


class ContactStatusListSerializer(serializers.Serializer[Any]):
    results = ContactStatusSerializer(many=True)
