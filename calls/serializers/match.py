from typing import Any, ClassVar

from rest_framework import serializers

from calls.likely_contacts import LINKED_BEFORE, SHARES_NUMBER, SIMILAR_NUMBER
from contacts.serializers.contact import ContactSerializer


class ReasonSerializer(serializers.Serializer[Any]):
    CODES: ClassVar = [
        (LINKED_BEFORE, "Earlier calls from this number were linked here"),
        (SHARES_NUMBER, "Has this number"),
        (SIMILAR_NUMBER, "Has a number like it"),
    ]

    code = serializers.ChoiceField(CODES)
    at = serializers.DateTimeField(
        allow_null=True, help_text="`linked_before`: the newest such call that you may see."
    )
    times = serializers.IntegerField(allow_null=True, help_text="`linked_before`: how many.")
    phone_number = serializers.CharField(allow_null=True, help_text="The number that matches.")


class MatchSerializer(serializers.Serializer[Any]):
    contact = ContactSerializer()
    reasons = ReasonSerializer(many=True)


class MatchListSerializer(serializers.Serializer[Any]):
    results = MatchSerializer(many=True)
