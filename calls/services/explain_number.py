from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from calls.models import ExcludedNumber, TeamPhoneNumber
from contacts.models import Contact, PhoneNumber
from contacts.services.describe_number import NumberDescription, describe_number
from contacts.services.normalize_phone_number import NormalizedNumber, normalize_phone_number


@dataclass(frozen=True)
class ExplainedNumber:
    """How a text is read as a number, and whose it is.

    `description` is None if it is no phone number. `contact`: the living one whom a call with it
    finds. `is_shared`: a switchboard's, which finds nobody. `excluded_for`: for whom it is private,
    in words, a person's secret.
    """

    number: NormalizedNumber
    description: NumberDescription | None
    contact: Contact | None
    is_shared: bool
    is_own: bool
    excluded_for: tuple[str, ...]


def explain_number(
    *, text: str, regions: Sequence[str | None], is_hurried: bool = False
) -> ExplainedNumber:
    """Read a number as an upload would; nothing is written. Five queries at most.

    `is_hurried`: as `describe_number` takes it. Raises InvalidPhoneNumber.
    """
    number = normalize_phone_number(text, regions=regions)
    if number.e164 is None:
        return ExplainedNumber(number, None, None, is_shared=False, is_own=False, excluded_for=())
    # A switchboard's row counts only where nobody has the number alone.
    known = PhoneNumber.objects.live().filter(e164=number.e164).order_by("is_shared").first()
    is_shared = known is not None and known.is_shared
    contact = Contact.objects.with_details().get(pk=known.contact_id) if known else None
    return ExplainedNumber(
        number=number,
        description=describe_number(number.e164, is_hurried=is_hurried),
        contact=None if is_shared else contact,
        is_shared=is_shared,
        is_own=TeamPhoneNumber.objects.filter(e164=number.e164).exists(),
        excluded_for=excluded_for(number.e164),
    )


def excluded_for(e164: str) -> tuple[str, ...]:
    rows = ExcludedNumber.objects.filter(e164=e164).select_related("team")
    return tuple(
        f"the team {row.team.name}" if row.team else "everybody"
        for row in rows.order_by(F("team__name").asc(nulls_first=True))
    )
