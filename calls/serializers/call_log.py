from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from accounts.models import Device, Team, Token
from accounts.permissions import Scope
from accounts.serializers.person import PersonSerializer
from calls.choices import AbsentReason, AttentionReason, RecordingStatus, TranscriptStatus
from calls.models import CallLog, Recording
from calls.playback import EXTENSIONS, playable_type
from calls.processing.examination import COARSE_PEAKS
from calls.serializers.fields import ChoiceOrNull, TextOrNull

MAY_LISTEN_PERMISSION = "calls.listen_to_recording"
PEAKS_SCHEMA = {
    "type": ["array", "null"],
    "items": {"type": "integer", "minimum": 0, "maximum": 255},
    "minItems": COARSE_PEAKS,
    "maxItems": COARSE_PEAKS,
}


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

    # All is read from the call: the number is an annotation of `with_details()`.

    id = serializers.UUIDField(source="contact.id", read_only=True)
    name = serializers.CharField(source="contact.name", read_only=True)
    display_name = serializers.SerializerMethodField(
        help_text="The name, or else the number: what to show."
    )
    company = serializers.CharField(source="contact.company", read_only=True)
    status = serializers.CharField(source="contact.status.name", read_only=True)
    do_not_call = serializers.BooleanField(source="contact.do_not_call", read_only=True)
    phone_number = serializers.CharField(
        source="contact_phone_number",
        read_only=True,
        allow_null=True,
        help_text="The primary number in E.164.",
    )

    def get_attribute(self, instance: CallLog) -> CallLog | None:
        contact = instance.contact
        return instance if contact is not None and contact.deleted_at is None else None

    def get_display_name(self, call: CallLog) -> str:
        contact = call.contact
        name = contact.name if contact else ""
        return name or getattr(call, "contact_phone_number", None) or str(contact)


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


class CallRecordingSerializer(serializers.Serializer[CallLog]):
    """The audio of a call, or why there is none."""

    # All is read from the call, so that one without a recording has the same shape.

    status = serializers.ChoiceField(
        RecordingStatus.choices, source="recording_status", read_only=True
    )
    absent_reason = ChoiceOrNull(
        AbsentReason.choices, source="recording.absent_reason", read_only=True, allow_null=True
    )
    status_reason = TextOrNull(
        source="recording.status_reason",
        read_only=True,
        allow_null=True,
        help_text="Why it failed or was quarantined, in words.",
    )
    sha256 = TextOrNull(source="recording.sha256", read_only=True, allow_null=True)
    size_bytes = serializers.IntegerField(
        source="recording.size_bytes", read_only=True, allow_null=True
    )
    codec = TextOrNull(source="recording.codec", read_only=True, allow_null=True)
    sample_rate_hz = serializers.IntegerField(
        source="recording.sample_rate_hz", read_only=True, allow_null=True
    )
    channels = serializers.IntegerField(
        source="recording.channels", read_only=True, allow_null=True
    )
    duration_seconds = serializers.FloatField(
        source="recording.duration_seconds",
        read_only=True,
        allow_null=True,
        help_text="As decoded, not as the file claims.",
    )
    findings = serializers.SerializerMethodField()
    playable_type = serializers.SerializerMethodField(
        help_text="What `/playable` answers with; null: there is nothing to play, or the recording "
        "is still being processed and it isn't known."
    )
    peaks = serializers.SerializerMethodField(
        help_text="The recording's shape in 40 steps from 0 to 255; null: unknown, or you may not "
        "listen."
    )
    transcript = serializers.SerializerMethodField(
        help_text="How far the transcript is; null: there is none, or you may not listen."
    )
    may_listen = serializers.SerializerMethodField(
        help_text="Whether you have the right to hear it, whether or not there is audio yet."
    )

    @extend_schema_field(FindingSerializer(many=True))
    def get_findings(self, call: CallLog) -> list[dict[str, Any]]:
        recording = recording_of(call)
        unmeasured = {"value": None, "unit": None}
        return [{**unmeasured, **finding} for finding in recording.findings] if recording else []

    @extend_schema_field({"type": ["string", "null"], "enum": [*EXTENSIONS, None]})
    def get_playable_type(self, call: CallLog) -> str | None:
        recording = recording_of(call)
        return playable_type(recording) if recording else None

    @extend_schema_field(PEAKS_SCHEMA)
    def get_peaks(self, call: CallLog) -> list[int] | None:
        recording = recording_of(call)
        if not (recording and recording.peaks and may_listen(self.context["request"])):
            return None
        return list(recording.peaks)

    @extend_schema_field(TranscriptSummarySerializer(allow_null=True))
    def get_transcript(self, call: CallLog) -> dict[str, Any] | None:
        transcript = getattr(recording_of(call), "transcript", None)
        if transcript is None or not may_listen(self.context["request"]):
            return None
        return {"status": transcript.status, "language": transcript.language or None}

    def get_may_listen(self, call: CallLog) -> bool:  # noqa: ARG002  # DRF passes it
        return may_listen(self.context["request"])


class CallLogSerializer(serializers.ModelSerializer[CallLog]):
    """A call as every door shows it."""

    # Give it calls of `CallLog.objects.….with_details()`, and `context["request"]`: who is looking.

    contact = CallContactSerializer(read_only=True, allow_null=True)
    agent = PersonSerializer(read_only=True)
    team = CallTeamSerializer(read_only=True, allow_null=True)
    device = CallDeviceSerializer(read_only=True, allow_null=True)
    outcome = serializers.CharField(source="outcome.name", read_only=True, allow_null=True)
    number_extension = TextOrNull(read_only=True, allow_null=True)
    region_used = TextOrNull(
        help_text="The country in which the number was read.", read_only=True, allow_null=True
    )
    client_call_id = TextOrNull(read_only=True, allow_null=True)
    announcement_version = TextOrNull(read_only=True, allow_null=True)
    attention_reason = ChoiceOrNull(AttentionReason.choices, read_only=True, allow_null=True)
    reviewed_by = PersonSerializer(read_only=True, allow_null=True)
    recording = CallRecordingSerializer(source="*", read_only=True)
    note_count = serializers.IntegerField(read_only=True)
    # Annotations of `with_position_of()`; a door that nobody listens behind has none.
    heard_until_seconds = serializers.FloatField(
        read_only=True, default=None, allow_null=True, help_text="How far you have listened."
    )
    heard_at = serializers.DateTimeField(
        read_only=True, default=None, allow_null=True, help_text="When you last listened."
    )

    class Meta:
        model = CallLog
        fields: tuple[str, ...] = (
            *("id", "contact", "agent", "team", "device", "direction", "disposition", "outcome"),
            *("number_raw", "number_e164", "number_extension", "number_kind", "region_used"),
            *("started_at", "answered_at", "ended_at", "duration_seconds", "ring_seconds"),
            *("sim_slot", "source", "client_call_id", "device_time", "clock_skew_seconds"),
            *("consent", "announcement_version", "needs_attention", "attention_reason"),
            *("reviewed_at", "reviewed_by", "recording", "note_count"),
            *("heard_until_seconds", "heard_at"),
            *("created_at", "updated_at"),
        )
        read_only_fields = fields


def recording_of(call: CallLog) -> Recording | None:
    return getattr(call, "recording", None)


def may_listen(request: Request) -> bool:
    """The permission, and for a program also the scope. A phone's token never listens."""
    token = request.auth
    if isinstance(token, Token) and (token.is_device_token or Scope.CALLS_READ not in token.scopes):
        return False
    return bool(request.user.has_perm(MAY_LISTEN_PERMISSION))
