from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from accounts.serializers.person import PersonSerializer
from callcrm.api.page_shape import CountedPageSerializer
from calls.models import Listen


class ListenSerializer(serializers.ModelSerializer[Listen]):
    listener = PersonSerializer(read_only=True)

    class Meta:
        model = Listen
        fields = ("id", "listener", "kind", "created_at")
        read_only_fields = fields


@extend_schema_serializer(many=False)
class ListenPageSerializer(CountedPageSerializer):
    results = ListenSerializer(many=True)
