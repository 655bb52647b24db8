import logging
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import storages
from django.db import connection

logger = logging.getLogger(__name__)

# Long after the lease: whoever held it is dead, not slow.
GRACE = timedelta(hours=1)

ABANDON = """
UPDATE uploads SET state = 'abandoned', updated_at = clock_timestamp()
WHERE (
        state = 'pending'
        AND lease_until < clock_timestamp() - make_interval(secs => %(grace_seconds)s)
    )
    OR (state = 'receiving' AND expires_at < clock_timestamp())
RETURNING object_key
"""


@dataclass(frozen=True)
class Swept:
    abandoned: int
    """Uploads that nobody finished; a retry begins them anew."""
    undeleted: int
    """Objects of theirs that the store wouldn't delete now: the daily check finds them."""


def sweep_uploads() -> Swept:
    """Abandon uploads that were begun and not finished, and delete what they stored.

    Committed first, deleted after: a slow worker can no longer record what is about to go, and a
    retry stores under a new key. Safe to repeat and to run twice at once.
    """
    with connection.cursor() as cursor:
        cursor.execute(ABANDON, {"grace_seconds": GRACE.total_seconds()})
        object_keys = [object_key for (object_key,) in cursor.fetchall()]
    undeleted = 0
    for object_key in object_keys:
        try:
            storages["recordings"].delete(object_key)
        except OSError as error:
            logger.warning("deleting %s failed: %s", object_key, error)
            undeleted += 1
    return Swept(abandoned=len(object_keys), undeleted=undeleted)
