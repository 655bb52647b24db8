from rest_framework import serializers

from accounts.models import Device
from accounts.serializers.person import PersonSerializer
from calls.choices import FindingCode
from calls.services.report_unusable_recordings import DeviceRecordings

MOST_DAYS = 366
DEFAULT_DAYS = 30


class ReportParametersSerializer(serializers.Serializer[dict[str, int]]):
    days = serializers.IntegerField(
        default=DEFAULT_DAYS, min_value=1, max_value=MOST_DAYS, help_text="How far back."
    )


class ReportedDeviceSerializer(serializers.ModelSerializer[Device]):
    user = PersonSerializer(read_only=True)

    class Meta:
        model = Device
        fields = ("id", "name", "user")
        read_only_fields = fields


class DeviceRecordingsSerializer(serializers.Serializer[DeviceRecordings]):
    """What came of the recordings of one phone."""

    device = ReportedDeviceSerializer(
        allow_null=True, help_text="Null: recordings that no phone sent, such as imported ones."
    )
    recordings = serializers.IntegerField(help_text="That were processed.")
    unusable = serializers.IntegerField(
        help_text="Quarantined or failed, silent, mostly silent, or silent on one side."
    )
    quarantined = serializers.IntegerField()
    failed = serializers.IntegerField()
    findings = serializers.DictField(
        child=serializers.IntegerField(min_value=1),
        help_text=f"How many have each of {', '.join(FindingCode.values)}; none: left out.",
    )


class RecordingReportSerializer(serializers.Serializer[dict[str, object]]):
    days = serializers.IntegerField()
    results = DeviceRecordingsSerializer(many=True)
