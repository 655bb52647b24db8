from uuid import UUID

from django.db import connection

from accounts.models import User
from callcrm.api.ids import uuid7
from calls.models import ListeningPosition

# Two tabs of one person: the further one stands, and neither waits or fails.
UPSERT = """
INSERT INTO listening_positions (id, listener_id, call_id, heard_until_seconds)
VALUES (%s, %s, %s, %s)
ON CONFLICT (listener_id, call_id) DO UPDATE SET
    heard_until_seconds =
        greatest(listening_positions.heard_until_seconds, excluded.heard_until_seconds),
    heard_at = statement_timestamp()
"""


def keep_position(
    *, call_id: UUID, listener: User, seconds: float, recorded_seconds: float | None
) -> None:
    """Remember how far somebody has listened: the furthest they came. Safe to repeat.

    `recorded_seconds`: how long the recording is, if that is known; nobody hears more.
    """
    heard = seconds if recorded_seconds is None else min(seconds, recorded_seconds)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [uuid7(), listener.pk, call_id, heard])


def forget_position(*, call_id: UUID, listener: User) -> None:
    """The call is unheard again, for this person. Safe to repeat."""
    ListeningPosition.objects.filter(call=call_id, listener=listener).delete()
