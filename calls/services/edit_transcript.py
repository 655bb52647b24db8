from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import User
from callcrm.api.exceptions import DomainError, InvalidField
from calls.choices import TranscriptStatus
from calls.models import CallLog, Transcript, TranscriptSegment
from calls.services.lock_call import lock_call
from calls.services.open_recording import refuse_without_bytes
from calls.services.read_transcript import TranscriptAbsent, no_transcript, version_of
from calls.services.write_transcript import renew_search
from calls.transcribing.answer import MAX_TEXT_BYTES


class TranscriptChanged(DomainError):
    """Somebody edited it, or it was written anew, since the caller read it."""

    code = "version_mismatch"


@transaction.atomic
def edit_transcript(
    *, call_id: UUID, by: User, texts: Mapping[UUID, str], versions: Collection[str] | None = None
) -> None:
    """Put people's words in place of the recognizer's, which are kept; search finds the new ones.

    `texts` by the segments' ids: all are changed or none. `versions`: those that the caller has
    seen, or None for whichever. Raises NotFound, as `read_transcript` does, TranscriptChanged, and
    InvalidField for segments that aren't there and for too much text.
    """
    call = lock_call(calls=CallLog.objects.visible_to(by), call_id=call_id)
    recording = refuse_without_bytes(getattr(call, "recording", None))
    transcript = (
        Transcript.objects.select_for_update(of=("self",)).filter(recording=recording).first()
    )
    if transcript is None:
        raise no_transcript()
    if transcript.status != TranscriptStatus.READY:
        raise TranscriptAbsent("The transcript isn't ready to be edited.")
    if versions is not None and version_of(transcript) not in versions:
        raise TranscriptChanged(
            "The transcript was changed since you read it. Read it again, then edit."
        )
    segments = TranscriptSegment.objects.filter(transcript=transcript)
    if change_segments(segments, texts):
        Transcript.objects.filter(pk=transcript.pk).update(
            edited_at=Now(), edited_by=by, updated_at=Now()
        )
        renew_search(transcript_id=transcript.pk, config=transcript.search_config)


def change_segments(segments: QuerySet[TranscriptSegment], texts: Mapping[UUID, str]) -> bool:
    """Whether any text is another than before."""
    there = {segment.pk: segment for segment in segments.filter(pk__in=texts)}
    for position, segment_id in enumerate(texts):
        if segment_id not in there:
            raise InvalidField(
                "This transcript has no such segment.", field=f"segments.{position}.id"
            )
    changed = [segment for key, segment in there.items() if segment.text != texts[key]]
    for segment in changed:
        recognized = segment.text if segment.original_text is None else segment.original_text
        segment.text = texts[segment.pk]
        segment.original_text = None if segment.text == recognized else recognized
    TranscriptSegment.objects.bulk_update(changed, ["text", "original_text"], batch_size=500)
    if sum(len(text.encode()) for text in segments.values_list("text", flat=True)) > MAX_TEXT_BYTES:
        raise InvalidField(
            f"All segments together may have {MAX_TEXT_BYTES:,} bytes.", field="segments"
        )
    return bool(changed)
