from collections.abc import Collection
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from accounts.authentication import caller
from accounts.models import Device, Team, Token
from accounts.permissions import Scope
from accounts.serializers.person import PersonSerializer
from calls.call_details import details_of
from calls.choices import AbsentReason, AttentionReason, RecordingStatus, TranscriptStatus
from calls.models import CallLog
from calls.playback import EXTENSIONS
from calls.processing.examination import COARSE_PEAKS
from calls.serializers.call_json import call_as_json

MAY_LISTEN_PERMISSION = "calls.listen_to_recording"


class CallTeamSerializer(serializers.ModelSerializer[Team]):
    class Meta:
        model = Team
        fields = ("id", "name")
        read_only_fields = fields


class CallDeviceSerializer(serializers.ModelSerializer[Device]):
    class Meta:
        model = Device
        fields = ("id", "name")
        read_only_fields = fields


class CallContactSerializer(serializers.Serializer[CallLog]):
    """Whose call it is."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    display_name = serializers.CharField(
        read_only=True, help_text="The name, or else the number: what to show."
    )
    company = serializers.CharField(read_only=True)
    status = serializers.CharField(read_only=True)
    do_not_call = serializers.BooleanField(read_only=True)
    phone_number = serializers.CharField(
        read_only=True, allow_null=True, help_text="The primary number in E.164."
    )


class FindingSerializer(serializers.Serializer[dict[str, Any]]):
    """Something that is odd about the audio."""

    code = serializers.CharField(read_only=True)
    value = serializers.FloatField(
        read_only=True, allow_null=True, help_text="What was measured; null: nothing was."
    )
    unit = serializers.CharField(read_only=True, allow_null=True)
    message = serializers.CharField(read_only=True)


class TranscriptSummarySerializer(serializers.Serializer[dict[str, Any]]):
    """That there is a transcript, without its words."""

    status = serializers.ChoiceField(TranscriptStatus.choices, read_only=True)
    language = serializers.CharField(read_only=True, allow_null=True, help_text="ISO 639-1")


@extend_schema_field({"type": ["string", "null"], "enum": [*EXTENSIONS, None]})
class PlayableTypeField(serializers.ReadOnlyField):
    pass


@extend_schema_field(
    {
        "type": ["array", "null"],
        "items": {"type": "integer", "minimum": 0, "maximum": 255},
        "minItems": COARSE_PEAKS,
        "maxItems": COARSE_PEAKS,
    }
)
class PeaksField(serializers.ReadOnlyField):
    pass


class CallRecordingSerializer(serializers.Serializer[CallLog]):
    """The audio of a call, or why there is none."""

    status = serializers.ChoiceField(RecordingStatus.choices, read_only=True)
    absent_reason = serializers.ChoiceField(AbsentReason.choices, read_only=True, allow_null=True)
    status_reason = serializers.CharField(
        read_only=True,
        allow_null=True,
        help_text="Why it failed or was quarantined, in words.",
    )
    sha256 = serializers.CharField(read_only=True, allow_null=True)
    size_bytes = serializers.IntegerField(read_only=True, allow_null=True)
    codec = serializers.CharField(read_only=True, allow_null=True)
    sample_rate_hz = serializers.IntegerField(read_only=True, allow_null=True)
    channels = serializers.IntegerField(read_only=True, allow_null=True)
    duration_seconds = serializers.FloatField(
        read_only=True, allow_null=True, help_text="As decoded, not as the file claims."
    )
    findings = FindingSerializer(many=True, read_only=True)
    playable_type = PlayableTypeField(
        help_text="What `/playable` answers with; null: there is nothing to play, or the recording "
        "is still being processed and it isn't known."
    )
    peaks = PeaksField(
        help_text="The recording's shape in 40 steps from 0 to 255; null: unknown, or you may not "
        "listen."
    )
    transcript = TranscriptSummarySerializer(
        read_only=True,
        allow_null=True,
        help_text="How far the transcript is; null: there is none, or you may not listen.",
    )
    may_listen = serializers.BooleanField(
        read_only=True,
        help_text="Whether you have the right to hear it, whether or not there is audio yet.",
    )


class CallLogSerializer(serializers.ModelSerializer[CallLog]):
    """A call as every door shows it."""

    # For the OpenAPI document; `call_as_json` writes it.

    contact = CallContactSerializer(read_only=True, allow_null=True)
    agent = PersonSerializer(read_only=True)
    team = CallTeamSerializer(read_only=True, allow_null=True)
    uploaded_by = PersonSerializer(
        read_only=True, allow_null=True, help_text="Who uploaded it for the agent; null: nobody."
    )
    device = CallDeviceSerializer(read_only=True, allow_null=True)
    outcome = serializers.CharField(source="outcome.name", read_only=True, allow_null=True)
    number_extension = serializers.CharField(read_only=True, allow_null=True)
    region_used = serializers.CharField(
        help_text="The country in which the number was read.", read_only=True, allow_null=True
    )
    client_call_id = serializers.CharField(read_only=True, allow_null=True)
    announcement_version = serializers.CharField(read_only=True, allow_null=True)
    attention_reason = serializers.ChoiceField(
        AttentionReason.choices, read_only=True, allow_null=True
    )
    reviewed_by = PersonSerializer(read_only=True, allow_null=True)
    recording = CallRecordingSerializer(source="*", read_only=True)
    note_count = serializers.IntegerField(read_only=True)
    heard_until_seconds = serializers.FloatField(
        read_only=True, default=None, allow_null=True, help_text="How far you have listened."
    )
    heard_at = serializers.DateTimeField(
        read_only=True, default=None, allow_null=True, help_text="When you last listened."
    )

    class Meta:
        model = CallLog
        fields: tuple[str, ...] = (
            *("id", "contact", "agent", "uploaded_by", "team", "device"),
            *("direction", "disposition", "outcome"),
            *("number_raw", "number_e164", "number_extension", "number_kind", "region_used"),
            *("started_at", "answered_at", "ended_at", "duration_seconds", "ring_seconds"),
            *("sim_slot", "source", "client_call_id", "device_time", "clock_skew_seconds"),
            *("consent", "announcement_version", "needs_attention", "attention_reason"),
            *("reviewed_at", "reviewed_by", "recording", "note_count"),
            *("heard_until_seconds", "heard_at"),
            *("created_at", "updated_at"),
        )
        read_only_fields = fields


def calls_as_json(call_ids: Collection[UUID], *, request: Request) -> dict[UUID, dict[str, Any]]:
    """By id, as the caller may see them."""
    calls = details_of(call_ids, viewer=caller(request))
    is_listener = may_listen(request)
    return {pk: call_as_json(call, may_listen=is_listener) for pk, call in calls.items()}


def may_listen(request: Request) -> bool:
    """The permission, and for a program also the scope. A phone's token never listens."""
    token = request.auth
    if isinstance(token, Token) and (token.is_device_token or Scope.CALLS_READ not in token.scopes):
        return False
    return bool(request.user.has_perm(MAY_LISTEN_PERMISSION))
