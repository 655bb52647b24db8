from django.db.models import QuerySet

from calls.models import Recording
from calls.services.reconcile_recordings import WITHOUT_OBJECT


def recordings_with_bytes() -> "QuerySet[Recording]":
    """Those whose objects the store must have."""
    return Recording.objects.exclude(status__in=WITHOUT_OBJECT).exclude(storage_key=None)
