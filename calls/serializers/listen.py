from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from accounts.serializers.person import PersonSerializer
from calls.models import Listen
from calls.serializers.call_page import CountSerializer


class ListenSerializer(serializers.ModelSerializer[Listen]):
    listener = PersonSerializer(read_only=True)

    class Meta:
        model = Listen
        fields = ("id", "listener", "kind", "created_at")
        read_only_fields = fields


@extend_schema_serializer(many=False)
class ListenPageSerializer(serializers.Serializer[Any]):
    results = ListenSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    limit = serializers.IntegerField()
    count = CountSerializer(required=False)
