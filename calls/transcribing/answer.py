"""What a transcription server says, believed in nothing."""

import json
from dataclasses import dataclass
from typing import Any

from calls.transcribing.faults import TranscriptionFault
from calls.transcribing.languages import language_code

MAX_SEGMENTS = 50_000
MAX_SEGMENT_CHARACTERS = 10_000
# Four hours of talk have a quarter of a million. PostgreSQL indexes no text past 1 MiB.
MAX_TEXT_BYTES = 500_000
# Whisper hears in windows of 30 s: its last sentence may end behind the recording.
WINDOW_SECONDS = 30
MAX_NAME_CHARACTERS = 100


class UnusableAnswer(TranscriptionFault):
    def __init__(self, finding: str) -> None:
        super().__init__(f"The transcription server's answer can't be used: {finding}.")


@dataclass(frozen=True)
class Sentence:
    start_seconds: float
    end_seconds: float
    text: str


@dataclass(frozen=True)
class Answer:
    """`language` is a code, or empty; sentences in the order in which they were said."""

    language: str
    engine_version: str
    sentences: tuple[Sentence, ...]


def read_answer(body: bytes, *, duration_seconds: float) -> Answer:
    """Of OpenAI's `verbose_json`. Raises UnusableAnswer."""
    answer = parsed(body)
    segments = answer.get("segments")
    if not isinstance(segments, list):
        raise UnusableAnswer("it has no segments; this model may be unable to tell times")
    if len(segments) > MAX_SEGMENTS:
        raise UnusableAnswer(f"it has {len(segments)} segments")
    sentences = [read_segment(each, duration_seconds=duration_seconds) for each in segments]
    if sum(len(each.text.encode()) for each in sentences) > MAX_TEXT_BYTES:
        raise UnusableAnswer(f"its text has more than {MAX_TEXT_BYTES:,} bytes")
    model = answer.get("model")
    return Answer(
        language=language_code(answer.get("language")),
        engine_version=name_of(model) if isinstance(model, str) else "",
        sentences=tuple(
            sorted((each for each in sentences if each.text), key=lambda each: each.start_seconds)
        ),
    )


def parsed(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise UnusableAnswer("it isn't JSON, or only half of it came") from error
    if not isinstance(answer, dict):
        raise UnusableAnswer("it isn't a JSON object")
    return answer


def read_segment(segment: object, *, duration_seconds: float) -> Sentence:
    if not isinstance(segment, dict):
        raise UnusableAnswer("a segment isn't a JSON object")
    start, end = (read_time(segment.get(name)) for name in ("start", "end"))
    text = segment.get("text")
    if not 0 <= start <= end <= duration_seconds + WINDOW_SECONDS:
        raise UnusableAnswer(
            f"something was said from second {start:.6g} to {end:.6g} of {duration_seconds:.1f}"
        )
    if not isinstance(text, str) or not is_storable(text):
        raise UnusableAnswer("a segment's text isn't text")
    if len(text) > MAX_SEGMENT_CHARACTERS:
        raise UnusableAnswer(f"a segment has {len(text)} characters")
    return Sentence(
        start_seconds=round(min(start, duration_seconds), 3),
        end_seconds=round(min(end, duration_seconds), 3),
        text=" ".join(text.split()),
    )


def read_time(value: object) -> float:
    # True is an int in Python, and a JSON number may be 1e999.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**9:
        raise UnusableAnswer("a segment has no time")
    return float(value)


def is_storable(text: str) -> bool:
    """PostgreSQL's texts hold neither NUL nor half of a character."""
    return "\x00" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def name_of(model: str) -> str:
    return "".join(each for each in model if each.isprintable())[:MAX_NAME_CHARACTERS]
