"""What the world's numbering plans tell of a number: how people write it, and where it is."""

from dataclasses import dataclass

import phonenumbers

NOWHERE = "001"  # what `phonenumbers` calls numbers of no country, such as +800


@dataclass(frozen=True)
class NumberDescription:
    """`country`: a code of two letters, or None for a number of no country or of no plan.

    `place`: a town, region or country in English, as exactly as the number tells; may be empty.
    """

    national: str
    international: str
    country: str | None
    place: str


def describe_number(e164: str) -> NumberDescription:
    # Some 100 MB of towns: only a process that is asked for one pays for them.
    from phonenumbers import geocoder

    number = phonenumbers.parse(e164)
    country = phonenumbers.region_code_for_number(number)
    return NumberDescription(
        national=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.INTERNATIONAL
        ),
        country=None if country == NOWHERE else country,
        place=geocoder.description_for_number(number, "en"),
    )
