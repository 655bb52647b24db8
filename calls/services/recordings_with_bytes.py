from django.db.models import QuerySet

from calls.choices import WITHOUT_OBJECT
from calls.models import Recording


def recordings_with_bytes() -> "QuerySet[Recording]":
    """Those whose objects the store must have."""
    return Recording.objects.exclude(status__in=WITHOUT_OBJECT).exclude(storage_key=None)
