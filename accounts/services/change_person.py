from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.services.person_changes import PersonChanges, apply_changes, refuse_beyond


def change_person(*, person_id: UUID, actor: User, changes: PersonChanges) -> User:
    """Change what stands in `changes`. Raises `MayNotGrant` and `InvalidField`.

    `is_active: False` stops the person's sessions, tokens and phones with their next request: each
    request asks for it. `True` lets those work again that weren't revoked.
    """
    with transaction.atomic():
        person = User.objects.select_for_update(of=("self",)).get(pk=person_id)
        refuse_beyond(person=person, actor=actor, changes=changes)
        apply_changes(person, changes)
    return person
