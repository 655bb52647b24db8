from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from rest_framework import serializers

from accounts.models import Device, User
from calls.choices import AbsentReason, CallSource, Consent, Direction, Disposition
from calls.models import CallLog, CallNote
from calls.parsers import AUDIO_FIELD
from calls.serializers.upload_fields import FilenameField, ListedField, MomentField, RawNumberField
from calls.services.incoming_call import IncomingCall, UploadWarning
from contacts.models import MAX_RAW_NUMBER_LENGTH, Contact

MAX_SECONDS = 2**31 - 1  # what the columns hold
MAX_SIM_SLOT = 2**15 - 1
TAKEN_AS_SENT = (
    *("region", "started_at", "answered_at", "ended_at", "duration_seconds", "sim_slot"),
    *("announcement_version", "client_call_id", "contact_name", "note", "device_time"),
    "audio_source",
)


def limit_of(model: type[Model], field: str) -> int:
    limit: int = getattr(model, field).field.max_length
    return limit


class UploadSerializer(serializers.Serializer[Any]):
    """A phone's form, field by field. Empty fields count as left out.

    Unknown fields are no error: apps ship before and after the server. `warnings` names them.
    """

    phone_number = RawNumberField(
        required=False,
        default="",
        help_text=f"Any form of at most {MAX_RAW_NUMBER_LENGTH} characters. May be left out only "
        "with `number_withheld`.",
    )
    started_at = MomentField(
        help_text="RFC 3339 with an offset (`2026-11-20T09:30:00Z`), or epoch milliseconds."
    )
    audio = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text="The recording as the phone made it: m4a, mp4, 3gp, amr, awb, aac, mp3, ogg, "
        "opus, webm, wav or flac, of at most 100 MiB (MAX_UPLOAD_BYTES). Left out only with "
        "`absent_reason` or `audio_expected`.",
    )
    region = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        help_text="The SIM's or network's country: national numbers are read in it.",
    )
    agent = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=limit_of(User, "username"),
        help_text="Whose call it is, by id or username, if not yours: somebody whose calls you "
        "see. A phone's calls are its person's.",
    )
    direction = ListedField(Direction.choices, default=Direction.OUTBOUND)
    duration_seconds = serializers.IntegerField(
        required=False, default=None, min_value=0, max_value=MAX_SECONDS
    )
    disposition = ListedField(Disposition.choices, default=Disposition.UNKNOWN)
    answered_at = MomentField(required=False, default=None)
    ended_at = MomentField(required=False, default=None)
    audio_sha256 = serializers.RegexField(
        r"^[0-9A-Fa-f]{64}\Z",
        required=False,
        allow_blank=True,
        default="",
        error_messages={"invalid": "Send the SHA-256 of the audio as 64 hexadecimal digits."},
    )
    absent_reason = ListedField(
        AbsentReason.choices, required=False, default=None, help_text="Why there is no audio."
    )
    audio_expected = ListedField(
        [("later", "The audio is sent later")], required=False, default=None
    )
    audio_source = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=64,
        help_text="How the phone recorded, such as VOICE_CALL or MIC.",
    )
    client_call_id = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=limit_of(CallLog, "client_call_id")
    )
    sim_slot = serializers.IntegerField(
        required=False, default=None, min_value=0, max_value=MAX_SIM_SLOT
    )
    contact_name = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=limit_of(Contact, "name"),
        help_text="The name in the phone's address book; fills an empty name only.",
    )
    number_withheld = serializers.BooleanField(required=False, default=False)
    consent = ListedField(Consent.choices, default=Consent.UNKNOWN)
    announcement_version = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=limit_of(CallLog, "announcement_version"),
    )
    device_time = MomentField(
        required=False, default=None, help_text="The phone's clock when it sent this."
    )
    original_filename = FilenameField(required=False, default="")
    note = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=limit_of(CallNote, "text")
    )

    def to_internal_value(self, data: Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(data, QueryDict):
            repeated = [name for name in list(self.fields.keys()) if len(data.getlist(name)) > 1]
            if repeated:
                raise serializers.ValidationError(
                    {name: ["Send this field once."] for name in repeated}
                )
        fields: dict[str, Any] = super().to_internal_value(data)
        return fields

    def validate_audio_sha256(self, value: str) -> str:
        return value.lower()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        errors = {}
        if "phone_number" not in self.initial_data and not attrs["number_withheld"]:
            errors["phone_number"] = "Send the number, or number_withheld=true."
        if AUDIO_FIELD not in attrs:
            given = [name for name in ("absent_reason", "audio_expected") if attrs[name]]
            if not given:
                errors[AUDIO_FIELD] = (
                    "Send the audio; or absent_reason, if there is none; or audio_expected=later, "
                    "if it comes later."
                )
            elif len(given) > 1:
                errors["audio_expected"] = "There is an absent_reason: then no audio is expected."
        if errors:
            raise serializers.ValidationError(errors)
        return attrs

    def incoming_call(
        self,
        *,
        agent: User,
        uploaded_by: User,
        device: Device | None,
        source: CallSource,
        idempotency_key: str,
        received_at: datetime,
    ) -> IncomingCall:
        """The checked form as the services take it. Call after validation."""
        sent = self.validated_data
        audio = sent.get(AUDIO_FIELD)
        reason = None if audio else sent["absent_reason"]
        return IncomingCall(
            agent=agent,
            uploaded_by=uploaded_by,
            device=device,
            source=source,
            idempotency_key=idempotency_key,
            received_at=received_at,
            number_raw=sent["phone_number"],
            is_number_withheld=sent["number_withheld"],
            direction=Direction(sent["direction"]),
            disposition=Disposition(sent["disposition"]),
            consent=Consent(sent["consent"]),
            absent_reason=AbsentReason(reason) if reason else None,
            audio=audio,
            declared_sha256=sent["audio_sha256"],
            original_filename=sent["original_filename"] or (audio.name if audio else ""),
            **{name: sent[name] for name in TAKEN_AS_SENT},
        )

    def warnings(self, *, is_from_phone: bool) -> tuple[UploadWarning, ...]:
        """What was sent and is not used. Call after validation."""
        unknown = [
            UploadWarning("unknown_field", name, "There is no such field; it was ignored.")
            for name in self.initial_data
            if name not in self.fields
        ]
        ignored = [
            UploadWarning("ignored_field", name, "The audio is there, so this was ignored.")
            for name in ("absent_reason", "audio_expected")
            if AUDIO_FIELD in self.validated_data and self.validated_data[name]
        ]
        if is_from_phone and self.validated_data["agent"]:
            words = "A phone's calls are its person's, so this was ignored."
            ignored.append(UploadWarning("ignored_field", "agent", words))
        return (*unknown, *ignored)
