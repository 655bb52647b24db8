from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now

from callcrm.api.exceptions import InvalidField
from calls.choices import RecordingStatus, Side, TranscriptStatus
from calls.models import Recording, Transcript, TranscriptSegment
from calls.services.dead_letters import settle_dead_letters
from calls.services.enqueue_transcription import lock_of_transcript
from calls.transcribing.answer import MAX_TEXT_BYTES, Answer, UnusableAnswer
from calls.transcribing.languages import search_config

ROWS_AT_ONCE = 1000
PROGRAM_LIMIT_EXCEEDED = "54000"

# The configuration that this PostgreSQL has: newer ones know more languages.
RENEW_SEARCH = """
WITH known AS (
    SELECT COALESCE((
        SELECT cfgname::text FROM pg_ts_config
        WHERE cfgname = %(config)s AND pg_ts_config_is_visible(oid)
    ), 'simple') AS config
)
UPDATE transcripts
SET search_config = known.config,
    search_vector = to_tsvector(known.config::regconfig, COALESCE((
        SELECT string_agg(text, E'\\n' ORDER BY position)
        FROM transcript_segments WHERE transcript_id = %(transcript)s
    ), ''))
FROM known
WHERE id = %(transcript)s
"""


class TooMuchText(InvalidField):
    """More than PostgreSQL can index."""


@dataclass(frozen=True)
class Said:
    """What a server heard on one side; `side` is empty if it is all there is."""

    side: Side | str
    answer: Answer


@transaction.atomic
def write_transcript(
    *, recording: Recording, said: Sequence[Said], engine: str, overwrites_edits: bool
) -> None:
    """Put the words in place of those that were there; their search goes with them.

    Nothing is written for a recording that was erased or deleted, or a text that was edited, while
    the server listened. Raises UnusableAnswer for too much text.
    """
    ours = Recording.objects.select_for_update(of=("self",)).filter(
        id=recording.id,
        status=RecordingStatus.READY,
        storage_key=recording.storage_key,
        call__deleted_at__isnull=True,
    )
    if not ours.exists():
        return
    transcript = Transcript.objects.select_for_update().get(recording=recording.id)
    if transcript.edited_at and not overwrites_edits:
        return
    language = spoken_language(said)
    Transcript.objects.filter(pk=transcript.pk).update(
        status=TranscriptStatus.READY,
        status_reason="",
        language=language,
        engine=engine,
        engine_version=next((each.answer.engine_version for each in said), ""),
        edited_at=None,
        edited_by=None,
        updated_at=Now(),
    )
    settle_dead_letters(lock=lock_of_transcript(recording.id))
    replace_segments(transcript, said)
    try:
        renew_search(transcript_id=transcript.pk, config=search_config(language))
    except TooMuchText as error:
        raise UnusableAnswer("it has more text than can be searched") from error


def spoken_language(said: Sequence[Said]) -> str:
    """Who says more decides: of a side with three words a recognizer only guesses."""
    characters: Counter[str] = Counter()
    for each in said:
        characters[each.answer.language] += 1 + sum(len(s.text) for s in each.answer.sentences)
    return max(characters, key=lambda code: (bool(code), characters[code]), default="")


def replace_segments(transcript: Transcript, said: Sequence[Said]) -> None:
    sentences = sorted(
        ((each.side, sentence) for each in said for sentence in each.answer.sentences),
        key=lambda pair: pair[1].start_seconds,
    )
    if sum(len(sentence.text.encode()) for _, sentence in sentences) > MAX_TEXT_BYTES:
        raise UnusableAnswer(f"its text has more than {MAX_TEXT_BYTES:,} bytes")
    TranscriptSegment.objects.filter(transcript=transcript).delete()
    TranscriptSegment.objects.bulk_create(
        [
            TranscriptSegment(
                transcript=transcript,
                position=position,
                start_seconds=sentence.start_seconds,
                end_seconds=sentence.end_seconds,
                side=side,
                text=sentence.text,
            )
            for position, (side, sentence) in enumerate(sentences)
        ],
        batch_size=ROWS_AT_ONCE,
    )


def renew_search(*, transcript_id: UUID, config: str) -> None:
    """Make the text be found as it now is. Call inside a transaction. Raises TooMuchText."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(RENEW_SEARCH, {"config": config, "transcript": transcript_id})
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != PROGRAM_LIMIT_EXCEEDED:
            raise
        raise TooMuchText(
            "The transcript would have more text than can be searched.", field="segments"
        ) from error
