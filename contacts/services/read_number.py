"""What `phonenumbers` makes of a text, with the conditions under which we believe it."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import shortnumberinfo

from contacts.models import E164_PATTERN
from contacts.services.international_number import read_international

# A national number this short is a local one or a service's, unless the country's plan knows it.
MAX_SHORT_DIGITS = 6
MIN_SHORT_DIGITS = 3


@dataclass(frozen=True)
class Reading:
    """A possible number. `needs_region`: another region would have made another number of it."""

    e164: str
    number: phonenumbers.PhoneNumber
    needs_region: bool

    @property
    def is_valid(self) -> bool:
        """It costs more than the reading."""
        return phonenumbers.is_valid_number(self.number)


def read_number(text: str, *, region: str | None) -> Reading | None:
    """None: no customer's number.

    `is_valid_number` takes 17 digits and `is_possible_number` local numbers: hence both conditions.
    """
    if international := read_international(text):
        return Reading(e164=text, number=international, needs_region=False)
    return parse_number(text, region=region)


def parse_number(text: str, *, region: str | None) -> Reading | None:
    try:
        number = phonenumbers.parse(text, region, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE or not re.match(E164_PATTERN, e164):
        return None
    source = number.country_code_source
    reading = Reading(
        e164=e164,
        number=number,
        needs_region=source != phonenumbers.CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN,
    )
    # German and Austrian numbers may have any length: 11833 would be somebody's +49 11833.
    is_short = sum(character.isdigit() for character in text) <= MAX_SHORT_DIGITS
    return None if reading.needs_region and is_short and not reading.is_valid else reading


def is_short_code(digits: str, *, region: str | None) -> bool:
    if not digits.isdigit():
        return False
    if region is None:
        return MIN_SHORT_DIGITS <= len(digits) <= MAX_SHORT_DIGITS
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return shortnumberinfo.is_possible_short_number_for_region(number, region)
