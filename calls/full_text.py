"""What a note or a transcript must hold, from what somebody types: PostgreSQL's full text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import F, Func, TextField

from contacts.plain_text import plain
from contacts.search_terms import NumberTerm, read_search_terms

# A letter or two begin so many words that nobody finds anything by them.
MIN_LETTERS_OF_A_BEGINNING = 3
LETTERS_OF_A_STEM = 4
QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')
WORD_OR_PHRASE = re.compile(r'"([^"]*)"|([^\s"]+)')
# People write notes in any language, and nobody says in which.
NOTE_CONFIG = "simple"

# As PostgreSQL reads the terms: for notes, and in each language of a transcript. One step of the
# index for each: DISTINCT would read all transcripts. A language that this server doesn't know
# comes from another's backup.
READ_FOR_NOTES = "SELECT NULL, ARRAY[{terms}]"
READ_FOR_TRANSCRIPTS = """
(WITH RECURSIVE used AS (
    SELECT min(search_config) AS config FROM transcripts WHERE search_vector IS NOT NULL
    UNION ALL
    SELECT (
        SELECT min(search_config) FROM transcripts
        WHERE search_vector IS NOT NULL AND search_config > used.config
    ) FROM used WHERE used.config IS NOT NULL
)
SELECT config, ARRAY[{terms}] FROM used WHERE config IN (SELECT cfgname FROM pg_ts_config))
"""

# Each term as one language reads it: the text of a tsquery, empty for a stop word.
ReadTerms = Sequence[str]


class ReadQuery(SearchQuery):
    """Of a text that PostgreSQL has read already."""

    template = "%(expressions)s::tsquery"


@dataclass(frozen=True)
class TextTerm:
    """A word, a phrase that somebody put in quotes, or the beginning of a word."""

    text: str
    is_phrase: bool = False
    is_beginning: bool = False

    @property
    def written(self) -> str:
        """For the reader of its kind."""
        if not self.is_beginning:
            return self.text
        return "'" + self.text.replace("\\", "\\\\").replace("'", "''") + "':*"

    @property
    def reader(self) -> str:
        if self.is_phrase:
            return "phraseto_tsquery"
        return "to_tsquery" if self.is_beginning else "plainto_tsquery"

    @property
    def letters(self) -> list[str]:
        """With which its words most likely begin in all their inflections; a phrase may have
        another word where it has a short one."""
        words = self.text.split()
        long = [word for word in words if len(word) >= LETTERS_OF_A_STEM]
        return [word[:LETTERS_OF_A_STEM] for word in long or [max(words, key=len, default="")]]


@dataclass(frozen=True)
class CallSearch:
    """What is looked for. `in_transcripts` by their language; none: these aren't searched."""

    terms: tuple[NumberTerm | str, ...]
    text_terms: tuple[TextTerm, ...]
    text: str
    region: str | None
    in_notes: ReadTerms
    in_transcripts: Mapping[str, ReadTerms]


def read_call_search(text: str, *, region: str | None, with_transcripts: bool) -> CallSearch:
    """Costs a query at once. Raises InvalidField for more words than one search needs."""
    terms = read_search_terms(text, region=region)
    text_terms = read_text_terms(text)
    read = read_terms(text_terms, with_transcripts=with_transcripts) if text_terms else {}
    return CallSearch(
        terms=tuple(terms),
        text_terms=text_terms,
        text=text,
        region=region,
        in_notes=read.pop(None, ()),
        in_transcripts={config: of_terms for config, of_terms in read.items() if config},
    )


def read_terms(terms: Sequence[TextTerm], *, with_transcripts: bool) -> dict[str | None, ReadTerms]:
    """By language, without those in which all terms are stop words; None: as in notes.

    There each term is also a word's beginning, since a note's words aren't reduced to their stems.
    """
    begun = [replace(term, is_beginning=is_long_enough(term)) for term in terms]
    of_note = [f"{each.reader}('{NOTE_CONFIG}', immutable_unaccent(%s))::text" for each in begun]
    statement = READ_FOR_NOTES.format(terms=", ".join(of_note))
    written = [term.written for term in begun]
    if with_transcripts:
        of_language = [f"{term.reader}(config::regconfig, %s)::text" for term in terms]
        statement += " UNION ALL " + READ_FOR_TRANSCRIPTS.format(terms=", ".join(of_language))
        written += [term.written for term in terms]
    with connection.cursor() as cursor:
        cursor.execute(statement, written)
        return {config: tuple(read) for config, read in cursor.fetchall() if any(read)}


def all_of(terms: ReadTerms) -> str:
    return " & ".join(f"({term})" for term in terms if term)


def any_of(terms: ReadTerms) -> str:
    return " | ".join(f"({term})" for term in terms if term)


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


def words_of_note() -> SearchVector:
    """As `call_notes_search` holds them."""
    plain_text = Func(F("text"), function="immutable_unaccent", output_field=TextField())
    return SearchVector(plain_text, config=NOTE_CONFIG)
