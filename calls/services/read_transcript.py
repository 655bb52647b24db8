from django.conf import settings
from django.db import transaction

from callcrm.api.exceptions import DomainError
from calls.models import CallLog, Transcript
from calls.services.open_recording import refuse_without_bytes


class TranscriptAbsent(DomainError):
    """There is none yet, or there will be none."""

    code = "transcript_absent"


class TranscriptNotConfigured(DomainError):
    """Nobody has set up a server that transcribes."""

    code = "transcript_not_configured"


@transaction.atomic
def read_transcript(*, call: CallLog) -> Transcript:
    """With its segments and editor. Raises RecordingAbsent, RecordingErased and the two above.

    Locked while the segments are read: the version and the text belong together.
    """
    recording = refuse_without_bytes(getattr(call, "recording", None))
    transcript = (
        Transcript.objects.select_for_update(of=("self",))
        .filter(recording=recording)
        .select_related("edited_by")
        .prefetch_related("segments")
        .defer("search_vector")
        .first()
    )
    if transcript is not None:
        return transcript
    raise no_transcript()


def no_transcript() -> DomainError:
    if settings.TRANSCRIPTION is None:
        return TranscriptNotConfigured(
            "Nobody has configured transcription. docs/how-to/transcribe.md says how."
        )
    return TranscriptAbsent("This recording has no transcript yet.")


def version_of(transcript: Transcript) -> str:
    """Another with every change: microseconds since 1970."""
    return str(int(transcript.updated_at.timestamp() * 1_000_000))
