"""Fields for forms and the admin."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.exceptions import ValidationError
from phonenumber_field.formfields import PhoneNumberField

from contacts.services.normalize_phone_number import InvalidPhoneNumber, normalize_phone_number


class E164Field(PhoneNumberField):  # type: ignore[misc]  # the library ships no types
    """A phone number as people write it; cleans to E.164 text, empty if nothing was written.

    The library's own field refuses numbers that are possible but not in the country's plan, and
    customers have such numbers. `regions` in the normalizer's order of precedence.
    """

    default_validators = ()
    default_error_messages: ClassVar[dict[str, str]] = {
        "invalid": "Write a phone number with its country code, such as +44 20 7946 0123."
    }

    def __init__(self, *, regions: Sequence[str | None] = (), **options: object) -> None:
        super().__init__(**options)
        self.regions = regions

    def to_python(self, value: object) -> str:
        if value in self.empty_values:
            return ""
        try:
            number = normalize_phone_number(str(value), regions=self.regions)
        except InvalidPhoneNumber as error:
            raise ValidationError(error.detail, code="invalid") from error
        if number.e164 is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number.e164
