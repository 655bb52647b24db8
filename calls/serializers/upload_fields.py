import re
from datetime import UTC, datetime, timedelta
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from calls.spooling import clean_filename
from contacts.models import MAX_RAW_NUMBER_LENGTH

# RFC 3339, section 5.6.
RFC_3339 = re.compile(
    r"(?P<moment>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?)"
    r"(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
# As milliseconds, ten digits end in April 1970: whoever sends so few counts seconds.
SECONDS = re.compile(r"-?[0-9]{1,10}(\.[0-9]+)?")
MILLISECONDS = re.compile(r"[0-9]{11,14}")


@extend_schema_field(
    {
        "anyOf": [
            {"type": "string", "format": "date-time"},
            {"type": "string", "pattern": "^[0-9]{11,14}$"},
        ]
    }
)
class MomentField(serializers.Field[datetime, Any, str, Any]):
    """RFC 3339 with an offset, or milliseconds since 1970; kept in UTC, to the millisecond."""

    default_error_messages = {  # noqa: RUF012 - DRF's own declaration
        "naive": "This time has no offset: send it as 2026-11-20T09:30:00Z or with +01:00.",
        "seconds": "Send epoch milliseconds, not seconds.",
        "malformed": "Send RFC 3339 with an offset (2026-11-20T09:30:00Z) or epoch milliseconds.",
    }

    def to_internal_value(self, data: object) -> datetime:
        text = str(data).strip()
        if SECONDS.fullmatch(text):
            self.fail("seconds")
        try:
            return self.read(text)
        except (ValueError, OverflowError):
            # The 31st of February, or a year that no calendar of ours has.
            self.fail("malformed")

    def read(self, text: str) -> datetime:
        if MILLISECONDS.fullmatch(text):
            return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(text))
        written = RFC_3339.fullmatch(text)
        if written is None:
            self.fail("malformed")
        if written["offset"] is None:
            self.fail("naive")
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


class ListedField(serializers.ChoiceField):
    """One of a list; whoever sends something else is told the list."""

    def __init__(self, choices: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401
        known = ", ".join(value for value, _ in choices)
        told: dict[str, Any] = {"invalid_choice": f'"{{input}}" is none of: {known}.'}
        super().__init__(choices, error_messages=told, **options)


@extend_schema_field(OpenApiTypes.STR)
class FilenameField(serializers.Field[str, Any, str, Any]):
    """Whatever a phone calls its file, made harmless: shown to people, never a path of ours."""

    def to_internal_value(self, data: object) -> str:
        return clean_filename(str(data))

    def to_representation(self, value: str) -> str:
        return value


@extend_schema_field({"type": "string", "maxLength": MAX_RAW_NUMBER_LENGTH})
class RawNumberField(serializers.Field[str, Any, str, Any]):
    """A number exactly as it came: what is wrong with it, the normalizer says better."""

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("Send this as text, not as a file.")
        return data

    def to_representation(self, value: str) -> str:
        return value
