"""What a caller dials before a number to hide or show their own: no part of the customer's.

Sources: 3GPP TS 22.030 (`*31#`, `#31#`), the North American vertical service codes (`*67`, `*82`
and their rotary twins) and the national operators' codes. `docs/10_customer_interaction_and_call_
management_bill.yaml` lists the same as data.
"""

from dataclasses import dataclass

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from contacts.services.dialed_text import NUMBER, dialed_digits
from contacts.services.emergency_numbers import is_emergency
from contacts.services.read_number import read_number

NORTH_AMERICA = frozenset(COUNTRY_CODE_TO_REGION_CODE[1])


@dataclass(frozen=True)
class CallingPrefix:
    """`regions`: where it is dialed; None: everywhere, for `*` and `#` are part of no number."""

    code: str
    regions: frozenset[str] | None = None


CALLING_PREFIXES: tuple[CallingPrefix, ...] = (
    CallingPrefix("*31#"),
    CallingPrefix("#31#"),
    CallingPrefix("*31*"),
    CallingPrefix("*67#"),
    CallingPrefix("*67"),
    CallingPrefix("*82"),
    CallingPrefix("*43", frozenset({"IL"})),
    CallingPrefix("1167", NORTH_AMERICA),
    CallingPrefix("1182", NORTH_AMERICA),
    CallingPrefix("141", frozenset({"GB", "IE"})),
    CallingPrefix("1470", frozenset({"GB"})),
    CallingPrefix("1831", frozenset({"AU"})),
    CallingPrefix("1832", frozenset({"AU"})),
    CallingPrefix("067", frozenset({"ES"})),
    CallingPrefix("3651", frozenset({"FR"})),
    CallingPrefix("184", frozenset({"JP"})),
    CallingPrefix("186", frozenset({"JP"})),
    CallingPrefix("0197", frozenset({"NZ"})),
    CallingPrefix("0196", frozenset({"NZ"})),
    CallingPrefix("133", frozenset({"HK"})),
)


def strip_calling_prefix(text: str, *, region: str | None) -> tuple[str, str] | None:
    """(prefix, number) if a customer's number, or one for help, stands behind a prefix; else None.

    `141` is Glasgow's area code as well, so a prefix alone proves nothing.
    """
    for prefix in CALLING_PREFIXES:
        if prefix.regions is not None and region not in prefix.regions:
            continue
        if not text.startswith(prefix.code):
            continue
        number = text.removeprefix(prefix.code).lstrip(" -")
        if is_called_number(number, region=region) and (
            not prefix.code.isdigit() or is_rather_the_number(number, than=text, region=region)
        ):
            return prefix.code, number
    return None


def is_called_number(text: str, *, region: str | None) -> bool:
    if not NUMBER.fullmatch(text):
        return False
    return is_emergency(dialed_digits(text), region=region) or bool(
        read_number(text, region=region)
    )


def is_rather_the_number(number: str, *, than: str, region: str | None) -> bool:
    whole, behind = read_number(than, region=region), read_number(number, region=region)
    if whole and whole.is_valid:
        return False
    return number.startswith(("0", "+")) or bool(behind and behind.is_valid)
