from django.db import transaction

from contacts.models import ContactStatus


def make_default_status(*, status: ContactStatus) -> None:
    """From now on, automatic contacts get this status, and the one before it is an ordinary one."""
    with transaction.atomic():
        # Locked in one order, so that of two at once the later wins and neither fails.
        list(ContactStatus.objects.select_for_update().order_by("pk"))
        ContactStatus.objects.exclude(pk=status.pk).filter(is_default=True).update(is_default=False)
        ContactStatus.objects.filter(pk=status.pk).update(is_default=True)
    status.refresh_from_db(fields=["is_default"])
