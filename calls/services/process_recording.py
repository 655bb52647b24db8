import hashlib
import tempfile
from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.db.models.functions import Now

from calls.choices import RecordingStatus
from calls.models import Recording
from calls.probing.probe import Limits, probe
from calls.probing.verdict import Verdict, verdict_on
from calls.services.set_recording_status import set_recording_status

CHUNK_BYTES = 1024 * 1024
MAY_BE_PROCESSED = [
    RecordingStatus.STORED,
    RecordingStatus.PROCESSING,
    RecordingStatus.FAILED,
    RecordingStatus.QUARANTINED,
]
DIFFERS = Verdict(
    status=RecordingStatus.FAILED,
    status_reason="The stored audio is not what was received: its checksum differs.",
)


def process_recording(*, recording_id: UUID) -> None:
    """Decide whether a recording is `ready`, `quarantined` or `failed`, and write what it is.

    Safe to repeat and to kill at any point. One that is ready, erased or of a deleted call stays as
    it is. Raises when the store, the disk or the probe fails: nothing is known then, try again.
    """
    recording = _begin(recording_id)
    if recording is None:
        return
    verdict = _judge(recording)
    _settle(recording, verdict)


def _begin(recording_id: UUID) -> Recording | None:
    with transaction.atomic():
        recording = (
            Recording.objects.select_for_update(of=("self",))
            .filter(id=recording_id, status__in=MAY_BE_PROCESSED, call__deleted_at__isnull=True)
            .first()
        )
        if recording is not None:
            set_recording_status(recording=recording, status=RecordingStatus.PROCESSING)
        return recording


def _judge(recording: Recording) -> Verdict:
    settings.SPOOL_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Without a name: the probe has one file and no neighbors, and a crash leaves nothing behind.
    with tempfile.TemporaryFile(dir=settings.SPOOL_DIR) as copy:
        if _copy(recording, copy) != recording.sha256:
            return DIFFERS
        limits = Limits(
            memory_bytes=settings.PROBE_MEMORY_BYTES,
            seconds=settings.PROBE_TIMEOUT_SECONDS,
            decoded_seconds=settings.MAX_DECODED_SECONDS,
        )
        return verdict_on(probe(copy, limits=limits))


def _copy(recording: Recording, copy: IO[bytes]) -> str:
    digest = hashlib.sha256()
    assert recording.storage_key is not None  # the database states it for these statuses
    with storages["recordings"].open(recording.storage_key, "rb") as stored:
        while chunk := stored.read(CHUNK_BYTES):
            digest.update(chunk)
            copy.write(chunk)
    copy.flush()
    return digest.hexdigest()


def _settle(recording: Recording, verdict: Verdict) -> None:
    with transaction.atomic():
        # Erased meanwhile, or judged by a worker that had been given up: theirs stands.
        ours = (
            Recording.objects.select_for_update(of=("self",))
            .filter(
                id=recording.id,
                status=RecordingStatus.PROCESSING,
                storage_key=recording.storage_key,
            )
            .first()
        )
        if ours is not None:
            set_recording_status(
                recording=ours,
                status=verdict.status,
                status_reason=verdict.status_reason,
                processed_at=Now(),
                **verdict.facts,
            )
