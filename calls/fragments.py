"""The pieces of notes and transcripts that a search has found, with the found words marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from calls.full_text import CallSearch, all_of, any_of

MAX_LENGTH = 200
BEFORE_THE_FIRST_MARK = 60
MOST_PER_SOURCE = 3
OPENING, CLOSING = "\x02", "\x03"
CUT = "…"
LIKE_SIGNS, AS_ITSELF = re.compile(r"[\\%_]"), r"\\\g<0>"

# Which segments have the words isn't indexed: a page's transcripts are few, and are read from their
# beginning until there are enough. Reading a segment as the index does costs eight times what it
# costs to look for a word's first letters, so that is for transcripts without these (Haus, Häuser).
IN_TRANSCRIPTS = """
SELECT recordings.call_id, 'transcript', said.position, said.start_seconds, said.side, said.text,
    ts_headline(transcripts.search_config::regconfig, said.text, {any_term}, {marking})
FROM recordings
JOIN transcripts ON transcripts.recording_id = recordings.id
CROSS JOIN LATERAL ({segments}) AS said
WHERE recordings.call_id = ANY({calls}) AND transcripts.search_vector @@ {all_terms}
"""
SEGMENTS = """
(WITH likely AS MATERIALIZED (
    SELECT position, start_seconds, side, translate(text, {marks}, '') AS text
    FROM transcript_segments
    WHERE transcript_id = transcripts.id AND {letters}
        AND to_tsvector(transcripts.search_config::regconfig, text) @@ {term}
    ORDER BY position LIMIT {most}
)
SELECT * FROM likely
UNION ALL (
    SELECT position, start_seconds, side, translate(text, {marks}, '')
    FROM transcript_segments
    WHERE transcript_id = transcripts.id AND NOT EXISTS (SELECT FROM likely)
        AND to_tsvector(transcripts.search_config::regconfig, text) @@ {term}
    ORDER BY position LIMIT {most}
))
"""
IN_NOTES = """
SELECT call_id, 'note', position, at_seconds, '', text,
    ts_headline('simple', immutable_unaccent(text), {any_term}, {marking})
FROM (
    SELECT call_id, at_seconds, translate(text, {marks}, '') AS text,
        row_number() OVER (PARTITION BY call_id ORDER BY created_at DESC, id DESC) AS position
    FROM call_notes
    WHERE call_id = ANY({calls})
        AND to_tsvector('simple', coalesce(immutable_unaccent(text), '')) @@ {all_terms}
) AS noted
WHERE position <= {most}
"""


@dataclass(frozen=True)
class Match:
    """Where a call has what was looked for.

    `marks`: begin and end of the found words in `text`, in code points. `at_seconds` of the
    recording and `side` (a channel) where they are known.
    """

    source: str
    text: str
    marks: list[tuple[int, int]]
    at_seconds: float | None = None
    side: str | None = None


def fragments_of(calls: Sequence[UUID], search: CallSearch) -> Iterator[tuple[UUID, Match]]:
    """One query for all `calls`; notes first, a transcript in the order in which it was said."""
    if not calls or not search.text_terms:
        return
    statement = Statement()
    parts = [statement.of_notes(calls, search)]
    if search.in_transcripts:
        parts.append(statement.of_transcripts(calls, search))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts) + " ORDER BY 2, 1, 3", statement.parameters)
        for call_id, source, _position, at_seconds, side, text, headline in cursor.fetchall():
            yield call_id, fragment(source, text, headline, at_seconds, side or None)


class Statement:
    """SQL by and by, with its parameters in the order of their places."""

    def __init__(self) -> None:
        self.parameters: dict[str, Any] = {}

    def add(self, value: object) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"

    def add_query(self, read: str) -> str:
        return self.add(read) + "::tsquery"

    def add_queries(self, queries: Mapping[str, str]) -> str:
        """As each transcript's language reads it; null where it has only stop words."""
        cases = "".join(
            f"WHEN {self.add(config)} THEN {self.add_query(read)} "
            for config, read in queries.items()
            if read
        )
        return f"CASE transcripts.search_config {cases}END" if cases else "NULL::tsquery"

    def has(self, letters: str) -> str:
        # ASCII by the rules of no language: twice as fast.
        text = 'text COLLATE "C"' if letters.isascii() else "text"
        return f"{text} ILIKE {self.add(f'%{LIKE_SIGNS.sub(AS_ITSELF, letters)}%')}"

    def common(self, calls: Sequence[UUID]) -> dict[str, str]:
        return {
            "calls": self.add(list(calls)) + "::uuid[]",
            "marks": self.add(OPENING + CLOSING),
            "marking": self.add(f"HighlightAll=true, StartSel={OPENING}, StopSel={CLOSING}"),
        }

    def of_notes(self, calls: Sequence[UUID], search: CallSearch) -> str:
        return IN_NOTES.format(
            **self.common(calls),
            any_term=self.add_query(any_of(search.in_notes)),
            all_terms=self.add_query(all_of(search.in_notes)),
            most=MOST_PER_SOURCE,
        )

    def of_transcripts(self, calls: Sequence[UUID], search: CallSearch) -> str:
        common = self.common(calls)
        by_language = search.in_transcripts.items()
        shown = search.text_terms[:MOST_PER_SOURCE]
        segments = [
            SEGMENTS.format(
                letters=" AND ".join(map(self.has, term.letters)),
                term=self.add_queries({config: read[at] for config, read in by_language}),
                marks=common["marks"],
                most=MOST_PER_SOURCE // len(shown),
            )
            for at, term in enumerate(shown)
        ]
        return IN_TRANSCRIPTS.format(
            **common,
            any_term=self.add_queries({config: any_of(read) for config, read in by_language}),
            all_terms=self.add_queries({config: all_of(read) for config, read in by_language}),
            segments=" UNION ".join(segments),
        )


def fragment(
    source: str, text: str, headline: str, at_seconds: float | None, side: str | None
) -> Match:
    """`headline`: the text, or the same without accents, with its marks."""
    bare, marks = read_marks(headline)
    whole = text if len(text) == len(bare) else bare
    shown, marks = shortened(whole, marks)
    return Match(source, shown, marks, at_seconds, side)


def read_marks(headline: str) -> tuple[str, list[tuple[int, int]]]:
    bare, marks = "", []
    for at, piece in enumerate(headline.split(OPENING)):
        word, _, rest = piece.partition(CLOSING) if at else ("", "", piece)
        if word:
            marks.append((len(bare), len(bare) + len(word)))
        bare += word + rest
    return bare, marks


def shortened(text: str, marks: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """About the first mark, cut between words if it can be, with an ellipsis at each cut."""
    if len(text) <= MAX_LENGTH:
        return text, marks
    first = marks[0][0] if marks else 0
    start = max(0, min(first - BEFORE_THE_FIRST_MARK, len(text) - MAX_LENGTH))
    if start and (space := text.find(" ", start, first)) >= 0:
        start = space + 1
    end = min(len(text), start + MAX_LENGTH)
    if end < len(text) and (space := text.rfind(" ", first + 1, end)) > first:
        end = space
    before, after = CUT if start else "", CUT if end < len(text) else ""
    moved = len(before) - start
    kept = [
        (begin + moved, min(stop, end) + moved) for begin, stop in marks if start <= begin < end
    ]
    return before + text[start:end] + after, kept
