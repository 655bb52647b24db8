from typing import Any

from rest_framework import serializers

from calls.serializers.call_log import CallLogSerializer


class UploadWarningSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(
        read_only=True,
        help_text="Such as `unknown_field`, `ignored_field`, `unknown_region` or "
        "`private_number`: then nothing of the call's content was kept; delete your copy.",
    )
    field = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)


class ReceivedCallSerializer(CallLogSerializer):
    """The call as `GET /v1/calls/{id}` shows it, with what receiving it did."""

    contact_created = serializers.BooleanField(
        read_only=True, help_text="Whether this upload, when it first came, made the contact."
    )
    warnings = UploadWarningSerializer(many=True, read_only=True)

    class Meta(CallLogSerializer.Meta):
        fields = (*CallLogSerializer.Meta.fields, "contact_created", "warnings")
        read_only_fields = fields
