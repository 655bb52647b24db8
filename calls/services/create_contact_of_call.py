from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from accounts.models import User
from callcrm.api.exceptions import NotFound
from calls.models import CallDecision, CallLog
from calls.services.link_call import link_call
from contacts.choices import Source
from contacts.models import PhoneNumber
from contacts.services.contact_changes import ContactChanges
from contacts.services.create_contact import create_contact
from contacts.services.phone_numbers import GivenNumber


@transaction.atomic
def create_contact_of_call(
    *,
    call_id: UUID,
    by: User,
    values: ContactChanges,
    numbers: Sequence[GivenNumber] | None,
    region: str = "",
) -> None:
    """Make a contact and say that the call is theirs: both or neither.

    `numbers` None: the call's own, if it is a phone number; a switchboard's stays one. Raises what
    `create_contact` and `link_call` raise.
    """
    call = CallLog.objects.visible_to(by).filter(pk=call_id).first()
    if call is None:
        raise NotFound("Nothing with this id is here for you.")
    contact = create_contact(
        actor=by,
        source=Source.MANUAL,
        values=values,
        numbers=own_number(call) if numbers is None else numbers,
        region=region,
    )
    link_call(call_id=call_id, by=by, contact_id=contact.pk, kind=CallDecision.Kind.CREATED)


def own_number(call: CallLog) -> list[GivenNumber]:
    if call.number_e164 is None:
        return []
    known = PhoneNumber.objects.live().filter(e164=call.number_e164)
    return [
        GivenNumber(
            text=call.number_e164,
            field="phone_number",
            raw=call.number_raw,
            region=call.region_used,
            extension=call.number_extension,
            is_shared=known.filter(is_shared=True).exists(),
        )
    ]
