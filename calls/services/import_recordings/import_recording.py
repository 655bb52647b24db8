import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from calls.choices import CallSource, Consent, Disposition
from calls.models import Upload
from calls.services.claim_upload import IdempotencyKeyReused, UploadInFlight
from calls.services.fill_recording import RecordingIsThere
from calls.services.import_recordings.plan_import import (
    MAX_NAME_LENGTH,
    Owner,
    PlannedFile,
    RefusedFile,
)
from calls.services.incoming_call import IncomingCall
from calls.services.receipt import PRIVATE_NUMBER, CallDeleted
from calls.services.receive_recording import receive_recording
from calls.services.upload_identity import digest, milliseconds
from calls.spooling import (
    InsufficientStorage,
    SpooledAudio,
    disk_errors_told,
    spool_audio,
    spool_folder,
)

CHUNK_BYTES = 1024 * 1024
SENTENCES: dict[type[Exception], str] = {
    CallDeleted: "its call was imported before and deleted since; it stays deleted.",
    IdempotencyKeyReused: "it was imported before with another number, start or direction; "
    "correct the call itself.",
    RecordingIsThere: "its call has another recording already.",
    UploadInFlight: "another import is at it right now; run this one again later.",
}


class Imported(StrEnum):
    """What became of a file."""

    NEW = "new"
    ALREADY_THERE = "already there"
    # Neither its number nor its audio was kept.
    PRIVATE = "private"


def import_recording(*, planned: PlannedFile, owner: Owner) -> Imported | RefusedFile:
    """Receive one file as an upload is received. Safe to repeat; no transaction may be open.

    The key is made of the file's path and its bytes: a file that is there isn't spooled again.
    Raises what stops every file, and not only this one: InsufficientStorage, StoreUnavailable,
    OperationalError.
    """
    try:
        sha256 = sha256_of(planned.path)
        key = f"import:{digest(planned.name, sha256)}"
        if is_there(planned, sha256=sha256, key=key, owner=owner):
            return Imported.ALREADY_THERE
        keep_room_for(planned.path)
        audio = spool_audio(chunks_of(planned.path), filename=planned.path.name)
    except OSError as error:
        return RefusedFile(planned.name, f"it can't be read: {error.strerror}.")
    with audio:
        if audio.sha256 != sha256:
            return RefusedFile(planned.name, "somebody is writing to it.")
        try:
            receipt = receive_recording(
                incoming=incoming_call(planned, audio=audio, key=key, owner=owner)
            )
        except tuple(SENTENCES) as error:
            return RefusedFile(planned.name, SENTENCES[type(error)])
    if PRIVATE_NUMBER in receipt.warnings:
        return Imported.PRIVATE
    return Imported.NEW if receipt.is_new else Imported.ALREADY_THERE


def is_there(planned: PlannedFile, *, sha256: str, key: str, owner: Owner) -> bool:
    """As `identify_upload` would compare it, without a copy of the audio."""
    fingerprint = digest(
        sha256, planned.number.raw, milliseconds(planned.started_at), planned.direction.value
    )
    return Upload.objects.filter(
        agent=owner.agent,
        key=key,
        fingerprint=fingerprint,
        state=Upload.State.DONE,
        call__deleted_at__isnull=True,
    ).exists()


def incoming_call(
    planned: PlannedFile, *, audio: SpooledAudio, key: str, owner: Owner
) -> IncomingCall:
    hints = planned.hints
    return IncomingCall(
        agent=owner.agent,
        uploaded_by=owner.agent,
        device=None,
        source=CallSource.IMPORT,
        idempotency_key=key,
        number_raw=planned.number.raw,
        is_number_withheld=False,
        region=owner.region,
        direction=planned.direction,
        disposition=Disposition.UNKNOWN,
        started_at=planned.started_at.astimezone(UTC),
        answered_at=None,
        ended_at=None,
        duration_seconds=hints.duration_seconds,
        sim_slot=hints.sim_slot,
        consent=Consent.UNKNOWN,
        announcement_version="",
        client_call_id="",
        contact_name=(hints.contact_name or "")[:MAX_NAME_LENGTH],
        note="",
        device_time=None,
        received_at=timezone.now(),
        audio=audio,
        declared_sha256="",
        absent_reason=None,
        audio_source="",
        original_filename=audio.name or "",
    )


def keep_room_for(path: Path) -> None:
    size = path.stat().st_size
    with disk_errors_told():
        free_bytes = shutil.disk_usage(spool_folder()).free
    if free_bytes - size < settings.MIN_FREE_BYTES:
        raise InsufficientStorage


def chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
