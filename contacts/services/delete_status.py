from django.db import transaction

from callcrm.api.exceptions import DomainError
from contacts.models import Contact, ContactStatus


class StatusIsNeeded(DomainError):
    """A status that new contacts get or that contacts have."""

    code = "conflict"


def delete_status(*, status: ContactStatus) -> None:
    """Take an unused status off the list. Raises `StatusIsNeeded`, also for the default."""
    with transaction.atomic():
        locked = ContactStatus.objects.select_for_update().get(pk=status.pk)
        if locked.is_default:
            raise StatusIsNeeded(
                f"{locked} is what new contacts get. Make another status the default first."
            )
        if Contact.objects.filter(status=locked).exists():
            raise StatusIsNeeded(f"Contacts have the status {locked}. Give them another one first.")
        locked.delete()
