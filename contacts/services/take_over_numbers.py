from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from callcrm.api.exceptions import InvalidField
from contacts.choices import IfTaken
from contacts.models import Contact, PhoneNumber
from contacts.services.contact_changes import snapshot, write_history
from contacts.services.phone_numbers import WantedNumber


def take_over_numbers(
    *, wanted: Sequence[WantedNumber], actor: User, contact_id: UUID | None = None
) -> None:
    """Move or share those numbers that another contact has, as each one's `if_taken` says.

    Call it inside a transaction, before `contact_id` (None: one that is about to be made) is held:
    all contacts at stake are locked here in the order of their ids, as in a merge. The other
    contacts' history tells what became of their numbers; calls stay with whom they were linked to.
    Raises InvalidField for a contact that would be left with neither name nor number.
    """
    given = {number.e164: number for number in wanted if number.if_taken != IfTaken.REFUSE}
    if not given:
        return
    rows = PhoneNumber.objects.live().filter(e164__in=given, is_shared=False)
    owners = set(rows.exclude(contact=contact_id).values_list("contact", flat=True))
    at_stake = Contact.objects.select_for_update(no_key=True).filter(
        pk__in=owners | ({contact_id} if contact_id else set())
    )
    for owner in list(at_stake.order_by("pk")):
        if owner.pk != contact_id:
            give_away(owner, given, actor=actor)


def give_away(owner: Contact, given: dict[str, WantedNumber], *, actor: User) -> None:
    before = snapshot(owner)
    for row in owner.phone_numbers.live().filter(e164__in=given, is_shared=False):
        if given[row.e164].if_taken == IfTaken.SHARE:
            owner.phone_numbers.filter(pk=row.pk).update(is_shared=True)
        else:
            row.delete()
    left = owner.phone_numbers.live()
    if not owner.name and not left.exists():
        raise InvalidField(
            "The other contact has no name and no other number. Merge the two instead.",
            field=next(iter(given.values())).field,
        )
    heir = left.order_by("created_at", "id").first()
    if heir and not left.filter(is_primary=True).exists():
        left.filter(pk=heir.pk).update(is_primary=True)
    if write_history(owner, actor=actor, before=before, after=snapshot(owner)):
        owner.version += 1
        owner.updated_at = timezone.now()
        owner.save(update_fields=["version", "updated_at"])
