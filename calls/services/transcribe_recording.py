import shutil
import tempfile
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from callcrm.transcription import Transcription
from calls.choices import RecordingStatus, TranscriptStatus
from calls.models import Recording, Transcript
from calls.services.open_recording import open_recording
from calls.services.write_transcript import Said, write_transcript
from calls.spooling import spool_folder
from calls.transcribing.ask import ask
from calls.transcribing.faults import RecordingRefused, TranscriptionFault
from calls.transcribing.sides import Limits, Voice, voices_of

MAX_REASON_CHARACTERS = 300
BROKE_OFF = "Transcription was tried several times and broke off each time."
SWITCHED_OFF = "Transcription was switched off before the recording's turn came."
GONE = "The recording wasn't there to be transcribed when its turn came."
# Decoding comes first, and writes more than processing did.
DECODING_TIMES = 2


def transcribe_recording(
    *, recording_id: UUID, overwrites_edits: bool = False, is_last_attempt: bool = False
) -> None:
    """Have a recording's words written down, and keep them: all of them or none.

    Safe to repeat and to kill at any point. A transcript that is there stays until another can take
    its place, and one that people have edited stays unless `overwrites_edits`. What ends the last
    attempt, even a kill, leaves `failed`. Raises TranscriptionFault and whatever the store, the
    disk or the database fail with: the transcript then says why, and another try is due.
    """
    server: Transcription | None = settings.TRANSCRIPTION
    if server is None:
        note_reason(recording_id=recording_id, reason=SWITCHED_OFF, is_final=True)
        return
    recording = begin(
        recording_id, is_last_attempt=is_last_attempt, overwrites_edits=overwrites_edits
    )
    if recording is None:
        return
    try:
        write_transcript(
            recording=recording,
            said=what_was_said(recording, server),
            engine=server.model,
            overwrites_edits=overwrites_edits,
        )
    except RecordingRefused as refusal:
        note_reason(recording_id=recording_id, reason=refusal.sentence, is_final=True)
        return
    except TranscriptionFault as fault:
        note_reason(recording_id=recording_id, reason=fault.sentence, is_final=is_last_attempt)
        raise


@transaction.atomic
def begin(recording_id: UUID, *, is_last_attempt: bool, overwrites_edits: bool) -> Recording | None:
    """The recording, if there is something to do; otherwise its transcript waits no longer."""
    recording = Recording.objects.filter(
        id=recording_id, status=RecordingStatus.READY, call__deleted_at__isnull=True
    ).first()
    if recording is None:
        note_reason(recording_id=recording_id, reason=GONE, is_final=True)
        return None
    transcripts = Transcript.objects.filter(recording=recording)
    if not overwrites_edits and transcripts.filter(edited_at__isnull=False).exists():
        return None
    Transcript.objects.get_or_create(recording=recording)
    given_up = {"status": TranscriptStatus.FAILED, "status_reason": BROKE_OFF}
    transcripts.exclude(status=TranscriptStatus.READY).update(
        **(given_up if is_last_attempt else {"status": TranscriptStatus.WAITING}),
        updated_at=Now(),
    )
    return recording


def what_was_said(recording: Recording, server: Transcription) -> list[Said]:
    folder = spool_folder()
    limits = Limits(
        memory_bytes=settings.PROCESSING_MEMORY_BYTES,
        seconds=DECODING_TIMES * settings.PROCESSING_TIMEOUT_SECONDS,
        decoded_seconds=settings.MAX_DECODED_SECONDS,
    )
    # Without a name: the child has this file and no neighbors, and a crash leaves nothing behind.
    with tempfile.TemporaryFile(dir=folder) as copy:
        copy_bytes(recording, copy)
        with voices_of(copy, folder=folder, limits=limits) as voices:
            return [heard(voice, server) for voice in voices]


def heard(voice: Voice, server: Transcription) -> Said:
    answer = ask(voice.audio, duration_seconds=voice.duration_seconds, server=server)
    return Said(side=voice.side, answer=answer)


def copy_bytes(recording: Recording, copy: IO[bytes]) -> None:
    with open_recording(recording=recording) as stored:
        shutil.copyfileobj(stored, copy, 1024 * 1024)
    copy.flush()


def note_reason(*, recording_id: UUID, reason: str, is_final: bool) -> None:
    """Say why there is no transcript yet, or will be none. One that is there stays ready."""
    Transcript.objects.filter(~Q(status=TranscriptStatus.READY), recording=recording_id).update(
        status=TranscriptStatus.FAILED if is_final else TranscriptStatus.WAITING,
        status_reason=reason[:MAX_REASON_CHARACTERS],
        updated_at=Now(),
    )
