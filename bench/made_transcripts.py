"""Conversations to measure with: words as common as in a language, and some that one looks for."""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from callcrm.api.ids import uuid7
from calls.services.generate_load import Progress, generate_load

# Of so many calls of the load, one gets a transcript: the others have no audio.
CALLS_PER_TRANSCRIPT = 6
SEGMENTS = 50
WORDS_IN_A_SEGMENT = range(6, 15)
VOCABULARY = 40_000
SYLLABLES = (
    *("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su"),
    *("ta", "ve", "wi", "xo", "zu", "bra", "cle", "dri", "fro", "stu", "ing", "ed", "s", "ly"),
)
# Of a hundred transcripts, in how many it is said.
SAID = {
    "please": 98,
    "the": 98,
    "invoice": 40,
    "refund": 8,
    "warranty": 5,
    "courier": 2,
    "zeppelin": 0.05,
    "cancel my subscription": 3,
    "invoice please": 0.2,
}
CONFIGS = {"english": 85, "german": 10, "simple": 5}

CHOOSE_RECORDINGS = """
UPDATE recordings SET status = 'ready', storage_key = id::text, size_bytes = 1, sha256 = 'x'
WHERE id IN (SELECT id FROM recordings WHERE status = 'expected' ORDER BY md5(id::text) LIMIT %s)
RETURNING id
"""
MARK_CALLS = """
UPDATE call_logs SET recording_status = 'ready' FROM recordings
WHERE call_id = call_logs.id AND recordings.status = 'ready'
"""
COPY_SEGMENTS = """
COPY transcript_segments (id, transcript_id, position, start_seconds, end_seconds, side, text)
FROM STDIN
"""
READ_TRANSCRIPTS = """
INSERT INTO transcripts (id, recording_id, status, status_reason, language, search_config, engine,
    engine_version, search_vector)
SELECT chosen.id, chosen.id, 'ready', '', '', config, '', '', to_tsvector(config::regconfig, (
    SELECT string_agg(text, ' ' ORDER BY position) FROM transcript_segments
    WHERE transcript_id = chosen.id))
FROM unnest(%s::uuid[], %s::text[]) AS chosen (id, config)
"""


def make_transcripts(number: int) -> None:
    """Calls with made-up people, then segments by COPY, and the transcripts over them."""
    generate_load(
        contacts=number // 2,
        calls=number * CALLS_PER_TRANSCRIPT,
        seed=1,
        is_for_real=False,
        progress=Progress(),
    )
    write_transcripts(number)


def write_transcripts(number: int) -> None:
    configs = Random(3).choices(list(CONFIGS), list(CONFIGS.values()), k=number)  # noqa: S311
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CHOOSE_RECORDINGS, [number])
        recordings = [recording for (recording,) in cursor.fetchall()]
        cursor.execute(MARK_CALLS)
        with cursor.copy(COPY_SEGMENTS) as copy:
            for recording in recordings:
                for row in segment_rows(recording):
                    copy.write_row(row)
        cursor.execute(READ_TRANSCRIPTS, [recordings, configs[: len(recordings)]])
    # As on a server that has run for a while: else PostgreSQL does it by itself while we measure.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def segment_rows(recording: UUID) -> Iterator[tuple[Any, ...]]:
    random = Random(recording.int)  # noqa: S311 - repeatable, nothing secret
    vocabulary, weights = spoken_words()
    segments = [
        random.choices(vocabulary, cum_weights=weights, k=random.choice(WORDS_IN_A_SEGMENT))
        for _ in range(SEGMENTS)
    ]
    for text, share in SAID.items():
        if random.random() * 100 < share:
            segment = random.choice(segments)
            segment.insert(random.randrange(len(segment)), text)
    for position, said in enumerate(segments):
        side = "left" if position % 2 else "right"
        yield uuid7(), recording, position, position * 6, position * 6 + 5, side, " ".join(said)


@cache
def spoken_words() -> tuple[list[str], list[float]]:
    """Words, the most common first, and their summed weights by Zipf's law."""
    random = Random(2)  # noqa: S311 - repeatable
    made = {"".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(VOCABULARY)}
    words = sorted(made, key=lambda word: (len(word), word))
    return words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
