"""Whose number is it? Nobody's yet: a New Lead, and only one however many ask at once."""

from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, connection
from django.db.models import F, Q

from callcrm.api.ids import uuid7
from contacts.choices import Source
from contacts.models import Contact, ContactEvent, ContactStatus, PhoneNumber
from contacts.services.normalize_phone_number import NormalizedNumber

DELETED_CONTACT = "number_of_deleted_contact"
ATTEMPTS = 3

# The contact's row comes after it: foreign keys are checked at COMMIT. The other way round, those
# who lose the race would leave contacts without a number.
CLAIM_NUMBER = """
INSERT INTO contact_phone_numbers
    (id, contact_id, e164, raw, region, extension, label, is_primary, is_shared)
VALUES (%s, %s, %s, %s, %s, %s, '', true, false)
ON CONFLICT (e164) WHERE retired_at IS NULL AND NOT is_shared DO NOTHING
RETURNING contact_id
"""


@dataclass(frozen=True)
class Resolution:
    """`contact` is None only for a shared number, which is nobody's by itself."""

    contact: Contact | None
    is_created: bool = False
    is_shared: bool = False
    inherited_from_deleted: bool = False


class NumberIsContended(OperationalError):
    """The number changed hands at each of our attempts. As with a serialization failure: retry."""


def resolve_contact(*, number: NormalizedNumber, name_hint: str = "") -> Resolution:
    """Find whose number this is, or make a New Lead. Call inside a transaction.

    A known number costs one query, and its contact is locked until the transaction ends, so that a
    merge or deletion comes before the call or after it. Concurrent callers with the same new number
    wait for the first one's commit and get its contact: the unique index decides. Resolve one
    number per transaction, or two callers may wait for each other. Raises ValueError for a number
    that isn't of the kind `e164` (no other makes a contact), and NumberIsContended.
    """
    if number.e164 is None:
        raise ValueError(f"A {number.kind} number has no contact.")
    for _ in range(ATTEMPTS):
        known = row_that_decides(number.e164)
        if known and known.retired_at is None:
            if known.is_shared:
                return Resolution(contact=None, is_shared=True)
            if known.contact.deleted_at is None:
                return Resolution(contact=known.contact)
            # Deleted or merged while we waited for its lock: our look is out of date.
            continue
        predecessor = known.contact if known else None
        if lead := create_lead(number=number, name_hint=name_hint, predecessor=predecessor):
            return Resolution(
                contact=lead, is_created=True, inherited_from_deleted=predecessor is not None
            )
    raise NumberIsContended


def row_that_decides(e164: str) -> PhoneNumber | None:
    """The number's live owner; else a switchboard's row; else that of the contact deleted last."""
    return (
        PhoneNumber.objects.filter(
            Q(retired_at__isnull=True) | Q(contact__deleted_at__isnull=False, is_shared=False),
            e164=e164,
        )
        # Without the status: a contact that gets another while we wait would drop out of the join.
        .select_related("contact")
        # Not a shared lock: two calls that both hold one would deadlock when they count themselves.
        .select_for_update(of=("contact",), no_key=True)
        .order_by(F("retired_at").desc(nulls_first=True), "is_shared")
        .first()
    )


def create_lead(
    *, number: NormalizedNumber, name_hint: str, predecessor: Contact | None
) -> Contact | None:
    """None: somebody else has the number meanwhile, and has committed."""
    contact_id = uuid7()
    if not claim_number(number, contact_id=contact_id):
        return None
    lead = Contact(
        id=contact_id,
        name=name_hint.strip()[:300],
        # Every team has a default; should somebody have taken it away, a lead is still no error.
        status=ContactStatus.objects.order_by("-is_default", "position")[0],
        source=Source.CALL_UPLOAD,
        auto_created=True,
    )
    details = {"source": Source.CALL_UPLOAD.value}
    if predecessor:
        lead.do_not_call = predecessor.do_not_call
        lead.do_not_call_reason = predecessor.do_not_call_reason
        lead.needs_attention = True
        lead.attention_reason = DELETED_CONTACT
        details["deleted_contact"] = str(predecessor.pk)
    lead.save(force_insert=True)
    ContactEvent.objects.create(contact=lead, kind=ContactEvent.Kind.CREATED, details=details)
    return lead


def claim_number(number: NormalizedNumber, *, contact_id: UUID) -> bool:
    row = (
        uuid7(),
        contact_id,
        number.e164,
        number.raw,
        number.region_used or "",
        number.extension,
    )
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_NUMBER, row)
        return cursor.fetchone() is not None
