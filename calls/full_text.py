"""What a note or a transcript must hold, from what somebody types: PostgreSQL's full text."""

import re
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchVector
from django.db import connection
from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable

from contacts.plain_text import plain
from contacts.search_terms import NumberTerm, read_search_terms

TextQuery = SearchQuery | CombinedSearchQuery
ByConfig = dict[str, TextQuery]
# A letter or two begin so many words that nobody finds anything by them.
MIN_LETTERS_OF_A_BEGINNING = 3
LETTERS_OF_A_STEM = 4
QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')
WORD_OR_PHRASE = re.compile(r'"([^"]*)"|([^\s"]+)')
# People write notes in any language, and nobody says in which.
NOTE_CONFIG = "simple"

# One step of the index for each: DISTINCT would read all transcripts. One that this server doesn't
# know comes from another's backup.
CONFIGS_IN_USE = """
WITH RECURSIVE used AS (
    SELECT min(search_config) AS config FROM transcripts WHERE search_vector IS NOT NULL
    UNION ALL
    SELECT (
        SELECT min(search_config) FROM transcripts
        WHERE search_vector IS NOT NULL AND search_config > used.config
    ) FROM used WHERE used.config IS NOT NULL
)
SELECT config FROM used WHERE config IN (SELECT cfgname FROM pg_ts_config)
"""


@dataclass(frozen=True)
class TextTerm:
    """A word, a phrase that somebody put in quotes, or the beginning of a word."""

    text: str
    is_phrase: bool = False
    is_beginning: bool = False

    def query(self, config: str, *, is_plain: bool = False) -> TextQuery:
        """`is_plain`: the text that is searched has no accents."""
        text = self.text
        if self.is_beginning:
            text = "'" + text.replace("\\", "\\\\").replace("'", "''") + "':*"
        value = Value(text, output_field=TextField())
        return SearchQuery(
            without_accents(value) if is_plain else value, config=config, search_type=self.kind
        )

    @property
    def letters(self) -> str:
        """With which it, or its longest word, most likely begins in all its inflections."""
        return max(self.text.split(), key=len, default="")[:LETTERS_OF_A_STEM]

    @property
    def kind(self) -> str:
        if self.is_phrase:
            return "phrase"
        return "raw" if self.is_beginning else "plain"


@dataclass(frozen=True)
class CallSearch:
    """What is looked for. `configs`: those of the transcripts; none: these aren't searched."""

    terms: tuple[NumberTerm | str, ...]
    text_terms: tuple[TextTerm, ...]
    text: str
    region: str | None
    configs: tuple[str, ...]

    @property
    def in_notes(self) -> TextQuery:
        return reduce(and_, self.each_in_notes)

    @property
    def any_in_notes(self) -> TextQuery:
        return reduce(or_, self.each_in_notes)

    @property
    def each_in_notes(self) -> list[TextQuery]:
        """Each term also as a word's beginning: a note's words aren't reduced to their stems."""
        return [
            replace(term, is_beginning=is_long_enough(term)).query(NOTE_CONFIG, is_plain=True)
            for term in self.text_terms
        ]

    @property
    def in_transcripts(self) -> ByConfig:
        """All terms, as each language reads them."""
        return {
            config: reduce(and_, (term.query(config) for term in self.text_terms))
            for config in self.configs
        }

    @property
    def any_in_transcripts(self) -> ByConfig:
        return {
            config: reduce(or_, (term.query(config) for term in self.text_terms))
            for config in self.configs
        }

    @property
    def each_in_transcripts(self) -> list[ByConfig]:
        return [{config: term.query(config) for config in self.configs} for term in self.text_terms]


def read_call_search(text: str, *, region: str | None, with_transcripts: bool) -> CallSearch:
    """Raises InvalidField for more words than one search needs."""
    terms = read_search_terms(text, region=region)
    text_terms = read_text_terms(text)
    return CallSearch(
        terms=tuple(terms),
        text_terms=text_terms,
        text=text,
        region=region,
        configs=configs_in_use() if with_transcripts and text_terms else (),
    )


def read_text_terms(text: str) -> tuple[TextTerm, ...]:
    """Only what has a letter or a digit; the last word may be half typed."""
    found = [
        TextTerm(phrase or word, is_phrase=bool(phrase))
        for phrase, word in WORD_OR_PHRASE.findall(plain(text).translate(QUOTES))
        if any(character.isalnum() for character in phrase or word)
    ]
    if found:
        found[-1] = replace(found[-1], is_beginning=is_long_enough(found[-1]))
    return tuple(found)


def is_long_enough(term: TextTerm) -> bool:
    return not term.is_phrase and len(term.text) >= MIN_LETTERS_OF_A_BEGINNING


def configs_in_use() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(CONFIGS_IN_USE)
        return tuple(config for (config,) in cursor.fetchall())


def words_of_note() -> SearchVector:
    """As `call_notes_search` holds them."""
    return SearchVector(without_accents(F("text")), config=NOTE_CONFIG)


def without_accents(text: Combinable) -> Func:
    return Func(text, function="immutable_unaccent", output_field=TextField())
