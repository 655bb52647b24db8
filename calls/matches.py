"""Where each call of a page has what was looked for."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from uuid import UUID

from calls.call_details import CallDetails
from calls.fragments import Match, fragments_of
from calls.full_text import CallSearch
from contacts.search_terms import NumberTerm

MOST_PER_CALL = 6


def matches_in(calls: Sequence[CallDetails], search: CallSearch) -> dict[UUID, list[Match]]:
    """Number, contact, notes, transcript, in this order; one query."""
    found: defaultdict[UUID, list[Match]] = defaultdict(list)
    for call in calls:
        found[call["id"]] += [*in_number(call, search), *in_contact(call, search)]
    for call_id, match in fragments_of([call["id"] for call in calls], search):
        found[call_id].append(match)
    return {call_id: matches[:MOST_PER_CALL] for call_id, matches in found.items()}


def in_number(call: CallDetails, search: CallSearch) -> Iterator[Match]:
    match search.terms:
        case [NumberTerm() as term]:
            number = call["number_e164"] or ""
            if mark := mark_in_number(number, term):
                yield Match("number", number, [mark])


def in_contact(call: CallDetails, search: CallSearch) -> list[Match]:
    """Only if the contact has all terms: otherwise it wasn't what the call was found by."""
    if call["contact_id"] is None:
        return []
    number = call["contact_phone_number"] or ""
    texts = [call["contact_name"], call["contact_company"], call["contact_email"]]
    marks: list[list[tuple[int, int]]] = [[] for _ in (*texts, number)]
    for term in search.terms:
        word = term.word if isinstance(term, NumberTerm) else term
        of_term = [marks_of_word(text, word) if word else [] for text in texts]
        in_its_number = mark_in_number(number, term) if isinstance(term, NumberTerm) else None
        of_term.append([in_its_number] if in_its_number else [])
        if not any(of_term):
            return []
        marks = [[*old, *new] for old, new in zip(marks, of_term, strict=True)]
    if number == call["number_e164"]:
        marks[-1] = []
    return [
        Match("contact", text, without_overlaps(each))
        for text, each in zip((*texts, number), marks, strict=True)
        if each
    ]


def mark_in_number(e164: str, term: NumberTerm) -> tuple[int, int] | None:
    for prefix in sorted(term.prefixes, key=len, reverse=True):
        if e164.startswith(prefix):
            return 0, len(prefix)
    at = e164.rfind(term.digits) if term.digits else -1
    return (at, at + len(term.digits)) if at >= 0 else None


def marks_of_word(text: str, word: str) -> list[tuple[int, int]]:
    """Wherever it stands, in capitals or not, with accents or without."""
    letters, places = folded(text)
    looked_for, _ = folded(word)
    marks, at = [], letters.find(looked_for) if looked_for else -1
    while at >= 0:
        end = at + len(looked_for)
        marks.append((places[at], places[end - 1] + 1))
        at = letters.find(looked_for, end)
    return marks


# The word that is looked for, for each text of each call.
@lru_cache(maxsize=1_000)
def folded(text: str) -> tuple[str, Sequence[int]]:
    """Letters without accents, and for each the index of the one that it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters = [
        (letter, at)
        for at, character in enumerate(text)
        for letter in unicodedata.normalize("NFKD", character).casefold()
        if not unicodedata.combining(letter)
    ]
    return "".join(letter for letter, _ in letters), [at for _, at in letters]


def without_overlaps(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(marks):
        if kept and begin <= kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((begin, end))
    return kept
