"""The one way from a number as it was written to E.164, for every door.

The rules stand as data in docs/10_customer_interaction_and_call_management_bill.yaml.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from callcrm.api.exceptions import DomainError
from contacts.choices import NumberKind
from contacts.models import MAX_RAW_NUMBER_LENGTH
from contacts.services.calling_prefixes import strip_calling_prefix
from contacts.services.choose_region import NumberWarning, Region, choose_region, region_missing
from contacts.services.dialed_text import NUMBER, SERVICE_CODE, dialed_digits, read_dialed_text
from contacts.services.emergency_numbers import is_emergency
from contacts.services.international_number import INTERNATIONAL
from contacts.services.read_number import Reading, is_short_code, read_number
from contacts.services.withheld_numbers import is_withheld_mark

SENTENCES = {
    NumberKind.SERVICE_CODE: "It begins with * or #: a code for the network.",
    NumberKind.EMERGENCY: "It calls for help.",
    NumberKind.SHORT_CODE: "It is too short for a customer's number: a service's.",
}


class InvalidPhoneNumber(DomainError):
    code = "invalid_phone_number"


@dataclass(frozen=True, eq=False)
class NormalizedNumber:
    """`raw` is what came, untouched. `region_used` is set only if the reading depended on it.

    `e164` is set for the kind `e164` alone and matches `E164_PATTERN`. `notes` says in sentences
    what was done before the number was read. `is_valid` and `trace` are worked out when asked for,
    since an import of a million asks for neither.
    """

    raw: str
    kind: NumberKind
    region: Region
    text: str = ""
    reading: Reading | None = None
    extension: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[NumberWarning, ...] = ()

    @property
    def e164(self) -> str | None:
        return self.reading.e164 if self.reading else None

    @property
    def region_used(self) -> str | None:
        return self.region.code if self.reading and self.reading.needs_region else None

    @property
    def is_valid(self) -> bool:
        """A badge: the country's plan knows such a number."""
        return self.reading is not None and self.reading.is_valid

    @property
    def trace(self) -> tuple[str, ...]:
        """In sentences, how it was read."""
        if self.kind == NumberKind.WITHHELD:
            return self.notes
        how = explain(self.kind, self.text, reading=self.reading, region=self.region)
        return (*self.notes, how)


def normalize_phone_number(
    raw: str, *, regions: Sequence[str | None] = (), is_withheld: bool = False
) -> NormalizedNumber:
    """Read a number in the first region that we know; DEFAULT_PHONE_REGION comes last by itself.

    Raises InvalidPhoneNumber for an empty text without `is_withheld`, for NUL, and for more than
    64 characters. Anything else is an answer: the kinds are tried in the order of `NumberKind`.
    """
    refuse_what_cannot_be_kept(raw, is_withheld=is_withheld)
    region = choose_region(regions)
    if is_withheld:
        return withheld(raw, "The sender says that the number is withheld.", region=region)
    if INTERNATIONAL.fullmatch(raw):
        return international(raw, region=region)
    if is_withheld_mark(raw):
        return withheld(raw, "This is how a withheld number is written.", region=region)
    return classify(raw, region=region)


def refuse_what_cannot_be_kept(raw: str, *, is_withheld: bool) -> None:
    if len(raw) > MAX_RAW_NUMBER_LENGTH:
        sentence = f"It has {len(raw)} characters; send at most {MAX_RAW_NUMBER_LENGTH}."
    elif "\0" in raw:
        sentence = "It contains a NUL character; send the number as text."
    elif not raw.strip() and not is_withheld:
        sentence = "It is empty. Send the number as it was dialed, or number_withheld=true."
    else:
        return
    raise InvalidPhoneNumber(sentence, field="phone_number")


def withheld(raw: str, why: str, *, region: Region) -> NormalizedNumber:
    return NormalizedNumber(
        raw=raw,
        kind=NumberKind.WITHHELD,
        region=region,
        notes=(why,),
        warnings=region.warnings,
    )


def international(raw: str, *, region: Region) -> NormalizedNumber:
    """No other kind begins with a plus, and there is nothing to take off."""
    reading = read_number(raw, region=region.code)
    kind = NumberKind.E164 if reading else NumberKind.INVALID
    return NormalizedNumber(
        raw=raw, kind=kind, region=region, text=raw, reading=reading, warnings=region.warnings
    )


def classify(raw: str, *, region: Region) -> NormalizedNumber:
    dialed = read_dialed_text(raw)
    text, notes, warnings = dialed.text, dialed.notes, region.warnings
    if stripped := strip_calling_prefix(text, region=region.code):
        prefix, text = stripped
        notes += (f"{prefix} hides or shows the caller's own number and was left out.",)
    kind, reading = kind_of(text, region=region.code)
    if kind == NumberKind.INVALID and region.code is None and is_national(text):
        warnings += (region_missing(),)
    return NormalizedNumber(
        raw=raw,
        kind=kind,
        region=region,
        text=text,
        reading=reading,
        extension=dialed.extension if reading else "",
        notes=notes,
        warnings=warnings,
    )


def kind_of(text: str, *, region: str | None) -> tuple[NumberKind, Reading | None]:
    if SERVICE_CODE.fullmatch(text):
        return NumberKind.SERVICE_CODE, None
    if not NUMBER.fullmatch(text):
        return NumberKind.INVALID, None
    digits = dialed_digits(text)
    if is_emergency(digits, region=region):
        return NumberKind.EMERGENCY, None
    if reading := read_number(text, region=region):
        return NumberKind.E164, reading
    if is_short_code(digits, region=region):
        return NumberKind.SHORT_CODE, None
    return NumberKind.INVALID, None


def is_national(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None and dialed_digits(text)[:1].isdigit()


def explain(kind: NumberKind, text: str, *, reading: Reading | None, region: Region) -> str:
    if reading:
        how = f"with region {region.code}, from {region.source}"
        doubt = "" if reading.is_valid else " The country's plan has no such number; it may exist."
        return f"Read {how if reading.needs_region else 'as an international number'}.{doubt}"
    return SENTENCES.get(kind) or why_not(text, region=region)


def why_not(text: str, *, region: Region) -> str:
    if not NUMBER.fullmatch(text):
        return "It has characters that are part of no number."
    digits = dialed_digits(text)
    if not digits.strip("+"):
        return "It has no digits."
    if digits.startswith("+"):
        return "No country has a number of this form."
    if region.code is None:
        return "It is a national number, and no region is known."
    return f"Region {region.code}, from {region.source}, has no number of this form."
