"""What the world's numbering plans tell of a number: how people write it, and where it is."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

import phonenumbers

from contacts.choices import Line

NOWHERE = "001"  # what `phonenumbers` calls numbers of no country, such as +800
LINES = {
    phonenumbers.PhoneNumberType.FIXED_LINE: Line.FIXED_LINE,
    phonenumbers.PhoneNumberType.MOBILE: Line.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE: Line.FIXED_LINE_OR_MOBILE,
    phonenumbers.PhoneNumberType.TOLL_FREE: Line.TOLL_FREE,
    phonenumbers.PhoneNumberType.PREMIUM_RATE: Line.PREMIUM_RATE,
}


@dataclass(frozen=True)
class NumberDescription:
    """`country`: a code of two letters, or None for a number of no country or of no plan.

    `place`: a town, region or country in English, as exactly as the number tells. Empty for
    none, and while the towns are being loaded.
    `line`: what kind of number the plan says it is; None for the rarer ones and for none.
    """

    national: str
    international: str
    country: str | None
    place: str
    line: Line | None


def describe_number(e164: str, *, is_hurried: bool = False) -> NumberDescription:
    """`is_hurried`: somebody types and waits, rather without the place than seconds for it."""
    number = phonenumbers.parse(e164)
    country = phonenumbers.region_code_for_number(number)
    return NumberDescription(
        national=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.INTERNATIONAL
        ),
        country=None if country == NOWHERE else country,
        place=place_of(number, is_hurried=is_hurried),
        line=LINES.get(phonenumbers.number_type(number)),
    )


@cache
def load_towns() -> Future[ModuleType]:
    """Some 100 MB and seconds of work: only a process that is asked for a place pays for them."""
    return ThreadPoolExecutor(1, "towns").submit(import_module, "phonenumbers.geocoder")


def place_of(number: phonenumbers.PhoneNumber, *, is_hurried: bool) -> str:
    towns = load_towns()
    if is_hurried and not towns.done():
        return ""
    place: str = towns.result().description_for_number(number, "en")
    return place
