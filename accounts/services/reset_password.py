from uuid import UUID

from axes.utils import reset
from django.db import transaction

from accounts.models import User
from accounts.services.passwords import new_password
from accounts.services.person_changes import MayNotGrant, refuse_beyond


def reset_password(*, person_id: UUID, actor: User) -> str:
    """Give somebody a new random password, which nobody can read again.

    Their sessions end, and a lock after wrong guesses is lifted. Tokens and phones keep working.
    Raises `MayNotGrant`, also for oneself: that takes the old password.
    """
    with transaction.atomic():
        person = User.objects.select_for_update(of=("self",)).get(pk=person_id)
        refuse_beyond(person=person, actor=actor, changes={})
        if person.pk == actor.pk:
            raise MayNotGrant("Change your own password by “Change password” in the menu.")
        password = new_password()
        person.set_password(password)
        person.save(update_fields=["password"])
    reset(username=person.username)
    return password
