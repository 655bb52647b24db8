"""From what somebody types into a search box to terms: numbers in any form, and words."""

from dataclasses import dataclass
from itertools import groupby

import phonenumbers
from django.db.models import Func, TextField, Value
from django.db.models.functions import Lower

from callcrm.api.exceptions import InvalidField
from contacts.plain_text import plain

MIN_NUMBER_DIGITS = 4
MAX_TERMS = 10
NUMBER_SIGNS = frozenset("+().-/")


@dataclass(frozen=True)
class NumberTerm:
    """`prefixes`: E.164 beginnings. `digits`: found anywhere in a number; empty if it began with +.

    `word`: plain digits are looked for in names and emails, too ("1984 Ltd").
    """

    prefixes: tuple[str, ...]
    digits: str
    word: str


def read_search_terms(text: str, *, region: str | None) -> list[NumberTerm | str]:
    """Raises InvalidField for more terms than one search needs.

    A + that a URL turned into a leading space needs no care: digits are found without it, too.
    """
    terms: list[NumberTerm | str] = []
    for is_number, group in groupby(plain(text).split(), key=is_number_like):
        words = list(group)
        digits = "".join(character for word in words for character in word if character.isdecimal())
        if is_number and len(digits) >= MIN_NUMBER_DIGITS:
            terms.append(read_number(" ".join(words), digits=digits, region=region))
        else:
            terms += words
    if len(terms) > MAX_TERMS:
        raise InvalidField(f"Search for at most {MAX_TERMS} words at once.", field="search")
    return terms


def is_number_like(word: str) -> bool:
    return all(character.isdecimal() or character in NUMBER_SIGNS for character in word)


def read_number(text: str, *, digits: str, region: str | None) -> NumberTerm:
    """`00` or a trunk 0 may stand before the digits that are in E.164.

    Too few digits behind zeros are a number's end ("0123"), or find half of a country ("0044").
    """
    significant = digits.lstrip("0")
    if len(significant) < MIN_NUMBER_DIGITS:
        significant = digits
    prefixes = {
        f"+{significant}",
        *as_e164(text, region=region),
        *as_e164(f"+{significant}", region=None),
    }
    return NumberTerm(
        prefixes=tuple(sorted(prefixes)),
        digits="" if text.startswith(("+", "(+")) else significant,
        word=text if text == digits else "",
    )


def as_e164(text: str, *, region: str | None) -> tuple[str, ...]:
    """Half a number is as good as a whole one here, so this is looser than normalizing is."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ()
    return (phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),)


def folded(word: str) -> Lower:
    """The word without accents and in lower case, by the functions that made `search_document`."""
    return Lower(
        Func(Value(word), function="immutable_unaccent", output_field=TextField()),
        output_field=TextField(),
    )
