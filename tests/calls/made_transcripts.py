"""Transcripts for tests, made as the worker leaves them."""

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from accounts.models import User
from calls.choices import TranscriptStatus
from calls.models import CallLog, Recording, Transcript, TranscriptSegment
from tests.calls.made_calls import made_call


def transcribed_call(
    agent: User, *said: str, config: str = "english", side: str = "", **fields: Any
) -> CallLog:
    """A call in which this was said, a segment of ten seconds after the other."""
    call = made_call(agent, status="ready", **fields)
    recording = Recording.objects.create(
        call=call, status="ready", storage_key=str(call.pk), size_bytes=1, sha256="0" * 64
    )
    made_transcript(recording, *said, config=config, side=side)
    return call


def made_transcript(
    recording: Recording,
    *said: str,
    config: str = "english",
    side: str = "",
    seconds_each: float = 10,
) -> Transcript:
    transcript = Transcript.objects.create(
        recording=recording, status=TranscriptStatus.READY, search_config=config
    )
    TranscriptSegment.objects.bulk_create(
        TranscriptSegment(
            transcript=transcript,
            position=at,
            start_seconds=seconds_each * at,
            end_seconds=seconds_each * (at + 0.95),
            side=side,
            text=text,
        )
        for at, text in enumerate(said)
    )
    Transcript.objects.filter(pk=transcript.pk).update(
        search_vector=SearchVector(Value(" ".join(said)), config=config)
    )
    return transcript
