from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from calls.call_details import CallDetails
from calls.choices import Side
from calls.fragments import Match
from calls.serializers.call_json import call_as_json
from calls.serializers.call_log import CallLogSerializer

SOURCES = ("number", "contact", "note", "transcript")


@extend_schema_serializer(component_name="SearchMatch")
class MatchSerializer(serializers.Serializer[Match]):
    """Where a call has what was looked for."""

    source = serializers.ChoiceField(  # type: ignore[assignment]  # no attribute: a field
        SOURCES, read_only=True
    )
    text = serializers.CharField(
        read_only=True, help_text="About 200 characters around the found words. Plain, never HTML."
    )
    marks = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(min_value=0), min_length=2, max_length=2
        ),
        read_only=True,
        help_text="Begin and end of each found word in `text`, counted in Unicode code points.",
    )
    at_seconds = serializers.FloatField(
        read_only=True,
        allow_null=True,
        help_text="The second of the recording at which it is said, or to which the note belongs.",
    )
    side = serializers.ChoiceField(
        Side.choices,
        read_only=True,
        allow_null=True,
        help_text="The channel on which it is said, where there are two.",
    )


class FoundCallSerializer(CallLogSerializer):
    """A call of a list, with where it has what was looked for."""

    matches = MatchSerializer(
        many=True,
        read_only=True,
        help_text="Only a `search` fills it, and with a few of each source. It can stay empty: a "
        "contact may be found by another of its numbers, or a phrase across two sentences.",
    )

    class Meta(CallLogSerializer.Meta):
        fields = (*CallLogSerializer.Meta.fields, "matches")
        read_only_fields = fields


def found_calls_as_json(
    calls: Iterable[CallDetails], matches: Mapping[UUID, Sequence[Match]], *, may_listen: bool
) -> list[dict[str, Any]]:
    """`matches`: what `matches_in` found, by call."""
    return [
        {
            **call_as_json(call, may_listen=may_listen),
            "matches": [vars(each) for each in matches.get(call["id"], ())],
        }
        for call in calls
    ]
