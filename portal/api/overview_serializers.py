from typing import Any, ClassVar

from rest_framework import serializers

from accounts.serializers.person import PersonSerializer
from calls.serializers.call_log import CallLogSerializer
from contacts.serializers.contact import ContactSerializer
from portal.models import SavedView


class FigureNoteSerializer(serializers.Serializer[Any]):
    CODES: ClassVar = [
        ("usual_by_now", "Calls until this time on the same weekday, on average of four weeks"),
        ("not_called_back", "Missed calls whose number nobody has spoken with or tried since"),
        ("seconds_per_answered_call", "Talk time of an answered call on average"),
        ("not_looked_at", "Of them, how many nobody has looked at"),
        ("overdue", "Of them, how many are late already"),
        ("unlinked", "Of them, how many have no contact"),
        ("late", "Recordings that a phone should have sent an hour ago"),
    ]

    code = serializers.ChoiceField(CODES)
    value = serializers.FloatField(allow_null=True, help_text="Null: nothing to compare with.")


class FigureSerializer(serializers.Serializer[Any]):
    """`page` and `query` lead to the list of what was counted."""

    NAMES: ClassVar = [
        ("calls", "Calls"),
        ("answered", "Answered"),
        ("talk_seconds", "Talk time"),
        ("new_leads", "New leads"),
        ("follow_ups_due", "Follow-ups due"),
        ("to_review", "To review"),
        ("recordings_in_trouble", "Recordings in trouble"),
    ]

    name = serializers.ChoiceField(NAMES)
    value = serializers.IntegerField(help_text="Counted up to 100 where the answer may be capped.")
    is_capped = serializers.BooleanField()
    page = serializers.ChoiceField(SavedView.Page.choices)
    query = serializers.CharField(allow_blank=True)
    note = FigureNoteSerializer(allow_null=True)


class DayOfCallsSerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    calls = serializers.IntegerField()
    answered = serializers.IntegerField()
    not_answered = serializers.IntegerField()


class AgentsCallsSerializer(serializers.Serializer[Any]):
    agent = PersonSerializer()
    calls = serializers.IntegerField()
    answered = serializers.IntegerField()
    not_answered = serializers.IntegerField()
    query = serializers.CharField(help_text="The filter of these calls, for /v1/calls.")


class TroubleSerializer(serializers.Serializer[Any]):
    STEPS: ClassVar = [
        ("somebody_decides", "Download and check it, or mark the call as reviewed"),
        ("process_again", "Have it processed again, or mark the call as reviewed"),
        ("waits_for_phone", "The phone sends it when it has a connection"),
    ]

    call = CallLogSerializer()
    next_step = serializers.ChoiceField(STEPS)
    next_step_text = serializers.CharField()


class OverviewSerializer(serializers.Serializer[Any]):
    day = serializers.DateField(help_text="Today, in your time zone.")
    days = serializers.IntegerField(help_text="How many days, today included, are counted.")
    time_zone = serializers.CharField()
    figures = FigureSerializer(many=True)
    calls_per_day = DayOfCallsSerializer(
        many=True, help_text="Fifteen days or `days`, whichever are more, oldest first."
    )
    calls_per_agent = AgentsCallsSerializer(many=True, help_text="The ten with the most calls.")
    follow_ups = ContactSerializer(many=True, help_text="The five that are due first.")
    recordings_in_trouble = TroubleSerializer(many=True, help_text="The five newest.")
