"""Numbers that `phonenumbers` takes as they stand: a plus, a country code, nothing to leave out.

Most of a file's numbers are so. Here they cost a twentieth of `phonenumbers.parse`, and come to
exactly the same: a test compares the two over the numbers of all countries.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")
LONGEST_COUNTRY_CODE = 3


@dataclass(frozen=True)
class Plan:
    """A country code's. `national_prefix`: what may have to be left out of a number behind it."""

    country_code: int
    national_prefix: re.Pattern[str] | None


def read_international(text: str) -> phonenumbers.PhoneNumber | None:
    """What `phonenumbers.parse` makes of it, if it is a possible number; None: ask that instead."""
    if not INTERNATIONAL.fullmatch(text):
        return None
    plan = plan_of(text[1 : 1 + LONGEST_COUNTRY_CODE])
    if plan is None:
        return None
    national = text[1 + len(str(plan.country_code)) :]
    # A zero is a trunk prefix here and a digit there; in other countries other digits are.
    if national.startswith("0") or (plan.national_prefix and plan.national_prefix.match(national)):
        return None
    if not is_possible_length(plan.country_code, len(national)):
        return None
    return phonenumbers.PhoneNumber(
        country_code=plan.country_code,
        national_number=int(national),
        country_code_source=phonenumbers.CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN,
    )


@lru_cache(maxsize=1000)
def plan_of(digits: str) -> Plan | None:
    """By a number's first digits. No country's code is another's beginning."""
    for length in range(1, LONGEST_COUNTRY_CODE + 1):
        code = int(digits[:length])
        if regions := phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code):
            metadata = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(
                code, regions[0]
            )
            prefix = metadata.national_prefix_for_parsing if metadata else None
            return Plan(code, re.compile(prefix) if prefix else None)
    return None


@lru_cache(maxsize=10_000)
def is_possible_length(country_code: int, length: int) -> bool:
    """`phonenumbers` judges by the length alone whether a number is possible."""
    number = phonenumbers.PhoneNumber(country_code=country_code, national_number=10 ** (length - 1))
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)
