from django.db import connection, transaction

from accounts.models import User
from callcrm.api.ids import uuid7
from calls.models import Listen, Recording

# A player asks for a recording in pieces, and again when somebody jumps back: one listen.
SAME_LISTEN_SECONDS = 30 * 60

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
# A statement of its own after the lock: it sees what whoever held the lock has committed.
INSERT_ONCE = """
INSERT INTO listens (id, recording_id, listener_id, kind, created_at)
SELECT %(id)s, %(recording)s, %(listener)s, %(kind)s, statement_timestamp()
WHERE NOT EXISTS (
    SELECT FROM listens
    WHERE recording_id = %(recording)s AND listener_id = %(listener)s AND kind = %(kind)s
    AND created_at > statement_timestamp() - make_interval(secs => %(seconds)s)
)
"""


@transaction.atomic
def record_listen(*, recording: Recording, listener: User, kind: Listen.Kind) -> None:
    """Keep that somebody is about to get a recording's bytes: once in 30 minutes per kind.

    Call it before the first byte leaves. Safe to repeat and to run at the same time.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"listen {listener.pk} {recording.pk} {kind}"])
        cursor.execute(
            INSERT_ONCE,
            {
                "id": uuid7(),
                "recording": recording.pk,
                "listener": listener.pk,
                "kind": kind.value,
                "seconds": SAME_LISTEN_SECONDS,
            },
        )
