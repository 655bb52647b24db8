from typing import Any

from rest_framework import serializers

from callcrm.api.page_shape import CountSerializer
from portal.models import MAX_QUERY_LENGTH, SavedView


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    query = serializers.CharField(
        max_length=MAX_QUERY_LENGTH,
        allow_blank=True,
        default="",
        help_text="The filters, as they stand behind the question mark of the page's address.",
    )
    name = serializers.CharField(max_length=100)

    class Meta:
        model = SavedView
        fields: tuple[str, ...] = ("id", "name", "page", "query", "created_at")
        read_only_fields = ("id", "created_at")

    def validate_query(self, text: str) -> str:
        return text.removeprefix("?")


class CountedViewSerializer(SavedViewSerializer):
    # Set on the row by the view, with `?count=true`.
    count = CountSerializer(read_only=True, required=False, allow_null=True)

    class Meta(SavedViewSerializer.Meta):
        fields = (*SavedViewSerializer.Meta.fields, "count")


class SavedViewListSerializer(serializers.Serializer[Any]):
    results = CountedViewSerializer(many=True)


class ViewOrderSerializer(serializers.Serializer[Any]):
    ids = serializers.ListField(child=serializers.UUIDField(), max_length=200)
