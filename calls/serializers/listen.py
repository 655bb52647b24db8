from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from accounts.serializers.person import PersonSerializer
from callcrm.api.page_shape import CountedPageSerializer
from calls.models import Listen


class ListenSerializer(serializers.ModelSerializer[Listen]):
    listener = PersonSerializer(read_only=True)
    # An annotation of `with_how_far()`.
    heard_until_seconds = serializers.FloatField(
        read_only=True,
        allow_null=True,
        help_text="How far this person has come in the recording by now, in all their listens; "
        "null: they only fetched or read it, or their player didn't tell.",
    )

    class Meta:
        model = Listen
        fields = ("id", "listener", "kind", "created_at", "heard_until_seconds")
        read_only_fields = fields


@extend_schema_serializer(many=False)
class ListenPageSerializer(CountedPageSerializer):
    results = ListenSerializer(many=True)
