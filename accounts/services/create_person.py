from django.db import transaction

from accounts.models import User
from accounts.services.passwords import new_password
from accounts.services.person_changes import PersonChanges, apply_changes, refuse_beyond


def create_person(*, actor: User, values: PersonChanges) -> tuple[User, str]:
    """Somebody new and their first password, which nobody can read again.

    Raises `MayNotGrant` and `InvalidField`.
    """
    refuse_beyond(person=None, actor=actor, changes=values)
    person, password = User(), new_password()
    person.set_password(password)
    with transaction.atomic():
        apply_changes(person, values)
    return person, password
