import hashlib
import logging
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.db.models.functions import Now

from calls.choices import RecordingStatus
from calls.models import Recording, Waveform
from calls.processing.process import Limits, process
from calls.processing.verdict import Verdict, verdict_on
from calls.processing.waveform import PROCESSING_VERSION
from calls.services.dead_letters import settle_dead_letters
from calls.services.enqueue_processing import lock_of
from calls.services.enqueue_transcription import enqueue_transcription
from calls.services.set_recording_status import set_recording_status
from calls.services.store_playable import Playable, delete_playable, store_playable
from calls.spooling import spool_folder

logger = logging.getLogger(__name__)

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
NOTHING_MADE = {"findings": [], "peaks": b""}


@dataclass(frozen=True)
class Made:
    """What was made of a recording beside the verdict: `waveform` as its table keeps it."""

    playable: Playable | None = None
    waveform: bytes = b""


def process_recording(*, recording_id: UUID, again: bool = False) -> None:
    """Decide whether a recording is `ready`, `quarantined` or `failed`; make what plays and shows.

    Safe to repeat and to kill at any point; of two at once, one counts. One that is ready stays as
    it is, or with `again` is served as it is until the new replaces it. Raises when the store, the
    disk or the processing itself fails: nothing is known then, try again.
    """
    begun = _begin(recording_id, again=again)
    if begun is None:
        return
    with ExitStack() as files:
        # Without names: the child has these files and no neighbors, and a crash leaves none.
        audio, playable, waveform = (
            files.enter_context(tempfile.TemporaryFile(dir=spool_folder())) for _ in range(3)
        )
        if _copy(begun, audio) != begun.sha256:
            verdict, made = DIFFERS, Made()
        else:
            verdict, made = _examine(begun, audio, playable, waveform)
    unnamed = _settle(begun, verdict, made)
    if unnamed:
        delete_playable(key=unnamed)


def _begin(recording_id: UUID, *, again: bool) -> Recording | None:
    statuses = [*MAY_BE_PROCESSED, RecordingStatus.READY] if again else MAY_BE_PROCESSED
    with transaction.atomic():
        recording = (
            Recording.objects.select_for_update(of=("self",))
            .select_related("call")
            .filter(id=recording_id, status__in=statuses, call__deleted_at__isnull=True)
            .first()
        )
        if recording is not None and recording.status != RecordingStatus.READY:
            recording.status = RecordingStatus.PROCESSING
            set_recording_status(recording=recording, status=RecordingStatus.PROCESSING)
        return recording


def _copy(recording: Recording, copy: IO[bytes]) -> str:
    digest = hashlib.sha256()
    assert recording.storage_key is not None  # the database states it for these statuses
    with storages["recordings"].open(recording.storage_key, "rb") as stored:
        while chunk := stored.read(CHUNK_BYTES):
            digest.update(chunk)
            copy.write(chunk)
    copy.flush()
    return digest.hexdigest()


def _examine(
    recording: Recording, audio: IO[bytes], playable: IO[bytes], waveform: IO[bytes]
) -> tuple[Verdict, Made]:
    limits = Limits(
        memory_bytes=settings.PROCESSING_MEMORY_BYTES,
        seconds=settings.PROCESSING_TIMEOUT_SECONDS,
        decoded_seconds=settings.MAX_DECODED_SECONDS,
        playable_bytes=settings.MAX_PLAYABLE_BYTES,
    )
    examination = process(audio, limits=limits, playable=playable, waveform=waveform)
    verdict = verdict_on(examination, reported_seconds=recording.call.duration_seconds)
    if verdict.status != RecordingStatus.READY:
        return verdict, Made()
    waveform.seek(0)
    return verdict, Made(
        playable=store_playable(file=playable) if examination.has_playable else None,
        waveform=waveform.read(),
    )


def _settle(begun: Recording, verdict: Verdict, made: Made) -> str | None:
    """Write it all at once. Answers the key of a copy that no row names, if that leaves one."""
    new_key = made.playable.key if made.playable else None
    with transaction.atomic():
        # Erased meanwhile, or judged by another worker since we began: theirs stands.
        ours = (
            Recording.objects.select_for_update(of=("self",))
            .filter(
                id=begun.id,
                status=begun.status,
                storage_key=begun.storage_key,
                processed_at=begun.processed_at,
            )
            .first()
        )
        if ours is None:
            return new_key
        settle_dead_letters(lock=lock_of(ours.pk))
        if verdict is DIFFERS:
            # What was made of the audio as it came may be all that is left of it.
            _write_verdict(ours, verdict)
            return None
        if ours.status == RecordingStatus.READY and verdict.status == RecordingStatus.FAILED:
            logger.warning("Recording %s stays as it was. %s", ours.pk, verdict.status_reason)
            return None
        _write_verdict(
            ours,
            verdict,
            playable_key=new_key,
            playable_size_bytes=made.playable.size_bytes if made.playable else None,
            playable_sha256=made.playable.sha256 if made.playable else "",
            processing_version=PROCESSING_VERSION,
            **{**NOTHING_MADE, **verdict.facts},
        )
        _write_waveform(ours, verdict, made)
        if verdict.status == RecordingStatus.READY:
            enqueue_transcription(recording_id=ours.pk)
        return ours.playable_key


def _write_verdict(recording: Recording, verdict: Verdict, **facts: object) -> None:
    set_recording_status(
        recording=recording,
        status=verdict.status,
        status_reason=verdict.status_reason,
        processed_at=Now(),
        **facts,
    )


def _write_waveform(recording: Recording, verdict: Verdict, made: Made) -> None:
    if not made.waveform:
        Waveform.objects.filter(recording=recording).delete()
        return
    Waveform.objects.update_or_create(
        recording=recording,
        defaults={
            "channels": verdict.facts["channels"],
            "duration_seconds": verdict.facts["duration_seconds"],
            "peaks": made.waveform,
            "created_at": Now(),
        },
    )
