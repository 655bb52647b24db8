import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from callcrm.api.exceptions import DomainError
from callcrm.api.ids import uuid7
from calls.choices import AbsentReason, RecordingStatus
from calls.models import Upload
from calls.services.incoming_call import IncomingCall
from calls.services.upload_identity import UploadIdentity
from calls.storage import deadline_seconds

# Who holds a lease gets twice the store's deadline; then somebody else may try.
LEASE_PER_DEADLINE = 2
FILLABLE = (RecordingStatus.EXPECTED, RecordingStatus.ABSENT)

# Objects lie in 256 folders, so that none gets too large to list.
FOLDERS = tuple(f"{number:02x}" for number in range(256))

# One committed statement decides who works on a key. Same call: the same fingerprint, or one side
# has no audio (yet) and the rest is the same. What may be taken over: a claim whose lease has run
# out, an abandoned one (with a fresh object, because the old one may be deleted any moment), and,
# for audio that comes later, a finished one whose recording is still to be filled.
CLAIM = """
INSERT INTO uploads AS u (
    id, agent_id, key, fingerprint, metadata_fingerprint, state, object_key, size_bytes,
    lease_until, attempt, device_id, call_id, is_contact_created
)
VALUES (
    %(id)s, %(agent_id)s, %(key)s, %(fingerprint)s, %(metadata_fingerprint)s, 'pending',
    %(object_key)s, %(size_bytes)s, clock_timestamp() + %(lease)s, 1, %(device_id)s, %(call_id)s,
    false
)
ON CONFLICT (agent_id, key) DO UPDATE SET
    state = 'pending',
    fingerprint = EXCLUDED.fingerprint,
    object_key = CASE u.state WHEN 'pending' THEN u.object_key ELSE EXCLUDED.object_key END,
    size_bytes = EXCLUDED.size_bytes,
    lease_until = EXCLUDED.lease_until,
    attempt = u.attempt + 1,
    device_id = EXCLUDED.device_id,
    call_id = COALESCE(u.call_id, EXCLUDED.call_id),
    updated_at = clock_timestamp()
WHERE u.metadata_fingerprint = EXCLUDED.metadata_fingerprint
    AND (
        u.fingerprint = EXCLUDED.fingerprint
        OR u.fingerprint = u.metadata_fingerprint
        OR EXCLUDED.fingerprint = EXCLUDED.metadata_fingerprint
    )
    AND (u.call_id IS NULL OR EXCLUDED.fingerprint <> EXCLUDED.metadata_fingerprint)
    AND (
        u.state = 'abandoned'
        OR (u.state = 'pending' AND u.lease_until < clock_timestamp())
        OR (
            u.state = 'done'
            AND u.fingerprint = u.metadata_fingerprint
            AND EXISTS (
                SELECT FROM recordings r JOIN call_logs c ON c.id = r.call_id
                WHERE r.call_id = u.call_id AND r.status = ANY(%(fillable)s)
                    AND r.absent_reason <> %(excluded)s AND c.deleted_at IS NULL
            )
        )
    )
RETURNING id, object_key, attempt, call_id, is_contact_created
"""


class IdempotencyKeyReused(DomainError):
    """The key came before with another number, start, direction or other audio."""

    code = "idempotency_key_reused"


class UploadInFlight(DomainError):
    """Somebody else is working on the same upload."""

    code = "upload_in_flight"

    def __init__(self, retry_after_seconds: int = 1) -> None:
        super().__init__(
            "The same upload is under way. Send it again later; what is there will be found.",
            retry_after_seconds=retry_after_seconds,
        )


@dataclass(frozen=True)
class Claim:
    """The right to store and record an upload.

    `call_id`: the call, known already, whose recording it fills; `is_contact_created`: whether that
    call made its contact.
    """

    upload_id: UUID
    object_key: str
    attempt: int
    call_id: UUID | None
    is_contact_created: bool


def claim_upload(
    *, incoming: IncomingCall, identity: UploadIdentity, call_id: UUID | None
) -> Claim | Upload:
    """Win the upload or learn that it is done; commits at once. An `Upload` has its `call`.

    Raises `IdempotencyKeyReused` and `UploadInFlight`.
    """
    size_bytes = incoming.audio.size if incoming.audio else 0
    parameters: dict[str, Any] = {
        "id": uuid7(),
        "agent_id": incoming.agent.pk,
        "key": identity.key,
        "fingerprint": identity.fingerprint,
        "metadata_fingerprint": identity.metadata_fingerprint,
        "object_key": new_object_key(),
        "size_bytes": size_bytes,
        "lease": timedelta(seconds=LEASE_PER_DEADLINE * deadline_seconds(size_bytes)),
        "device_id": incoming.device.pk if incoming.device else None,
        "call_id": call_id,
        "fillable": [status.value for status in FILLABLE],
        "excluded": AbsentReason.EXCLUDED_NUMBER.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, parameters)
        row = cursor.fetchone()
    return Claim(*row) if row else what_is_there(incoming, identity)


def new_object_key() -> str:
    """Tells nothing of the call."""
    name = uuid4().hex
    return f"{name[:2]}/{name}"


def what_is_there(incoming: IncomingCall, identity: UploadIdentity) -> Upload:
    """The finished upload of this key, or the reason why it can't be claimed."""
    lease_left = ExpressionWrapper(F("lease_until") - Now(), output_field=DurationField())
    upload = (
        Upload.objects.select_related("call__recording")
        .annotate(lease_left=lease_left)
        .get(agent=incoming.agent, key=identity.key)
    )
    if not is_same_call(upload, identity):
        raise IdempotencyKeyReused(
            "This Idempotency-Key came before with another number, start, direction or other "
            "audio. Make one key for each recording, once."
        )
    is_told_again = upload.call is not None and not identity.has_audio
    if upload.state == Upload.State.DONE or is_told_again:
        return upload
    seconds = upload.lease_left.total_seconds() if upload.lease_left else 0
    raise UploadInFlight(max(1, math.ceil(seconds)))


def is_same_call(upload: Upload, identity: UploadIdentity) -> bool:
    """As `CLAIM` has it: not two different audios, and all else the same."""
    return upload.metadata_fingerprint == identity.metadata_fingerprint and (
        upload.fingerprint in {identity.fingerprint, upload.metadata_fingerprint}
        or not identity.has_audio
    )
