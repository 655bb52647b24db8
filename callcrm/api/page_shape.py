"""How a page looks, for the OpenAPI document: `callcrm.api.pagination` makes it."""

from typing import Any

from rest_framework import serializers


class CountSerializer(serializers.Serializer[Any]):
    """Only with `?count=true`."""

    value = serializers.IntegerField()
    is_capped = serializers.BooleanField(help_text="There are more than `value`.")


class PageSerializer(serializers.Serializer[Any]):
    """What stands beside a page's `results`."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    limit = serializers.IntegerField()


class CountedPageSerializer(PageSerializer):
    count = CountSerializer(required=False)
