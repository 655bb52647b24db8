"""Where a search of calls looks: in the contact, the number, the notes and the transcript."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Reverse
from django.db.models.lookups import Exact, StartsWith

from calls.choices import RecordingStatus
from calls.full_text import CallSearch, ReadQuery, all_of, words_of_note
from contacts.models import Contact
from contacts.search_terms import NumberTerm

# More calls than anybody looks through: so many share a part of a number as short as a prefix.
MANY_CALLS = 1_000

# Which calls they are is looked up only if they are few.
FIRST = """(
WITH found AS MATERIALIZED (SELECT id FROM ({ids}) AS place (id) LIMIT %s)
SELECT
    {at}, (SELECT count(*) FROM found),
    (SELECT array_agg({call})::text FROM found WHERE (SELECT count(*) FROM found) <= %s)
)"""
IN_NOTES = """
SELECT call_id FROM call_notes
WHERE to_tsvector('simple', coalesce(immutable_unaccent(text), '')) @@ %s::tsquery
"""
IN_TRANSCRIPTS = """
SELECT recording_id FROM transcripts WHERE search_vector @@ %s::tsquery AND search_config = ANY(%s)
"""
# Not a join: PostgreSQL would read all recordings along with all transcripts.
CALL_OF_RECORDING = "(SELECT call_id FROM recordings WHERE recordings.id = found.id)"


@dataclass(frozen=True)
class Place:
    """Where to look: for `ids` by an index, or with `condition` at each call in turn.

    `call`: SQL from an id to the call's.
    """

    ids: str
    parameters: Sequence[Any]
    condition: Callable[[], Q]
    call: str = "found.id"


def places_to_search(search: CallSearch) -> list[Place]:
    contacts = Contact.objects.live().search(search.text, region=search.region).order_by()
    places = [place_of_calls(Q(contact__in=contacts.values("pk")))]
    match search.terms:
        case [NumberTerm() as number]:
            places += [place_of_calls(each) for each in number_alternatives(number)]
    if any(search.in_notes):
        places.append(place_of_notes(all_of(search.in_notes)))
    if search.in_transcripts:
        places.append(place_of_transcripts(search))
    return places


def first_calls(places: Sequence[Place], *, most: int) -> Iterator[tuple[int, str | None]]:
    """Of each place: how many calls, counted to `most` and one more, and up to `most` their ids,
    written as an array."""
    statements = [
        FIRST.format(at=at, ids=place.ids, call=place.call) for at, place in enumerate(places)
    ]
    parameters = [value for place in places for value in (*place.parameters, most + 1, most)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements) + " ORDER BY 1", parameters)
        for _, number, ids in cursor.fetchall():
            yield number, ids


def place_of_calls(condition: Q) -> Place:
    calls = apps.get_model("calls", "CallLog").objects.live().filter(condition).order_by()
    return Place(*calls.values("pk").query.sql_with_params(), lambda: condition)


def number_alternatives(number: NumberTerm, *, path: str = "") -> list[Q]:
    """Each has an index of its own; `path` leads to the call."""
    alternatives = [Q(**{f"{path}number_e164__startswith": prefix}) for prefix in number.prefixes]
    if number.digits:
        backwards = Reverse(F(f"{path}number_e164"))
        alternatives.append(Q(StartsWith(backwards, number.digits[::-1])))
    return alternatives


def place_of_notes(query: str) -> Place:
    return Place(IN_NOTES, [query], partial(has_note, query))


def has_note(query: str) -> Q:
    notes = apps.get_model("calls", "CallNote").objects.alias(words=words_of_note())
    return Q(Exists(notes.filter(words=ReadQuery(query), call=OuterRef("pk"))))


def place_of_transcripts(search: CallSearch) -> Place:
    """Languages that read the words alike are looked for at once."""
    configs: dict[str, list[str]] = defaultdict(list)
    for config, read in search.in_transcripts.items():
        configs[all_of(read)].append(config)
    return Place(
        " UNION ALL ".join([IN_TRANSCRIPTS] * len(configs)),
        [value for pair in configs.items() for value in pair],
        partial(has_transcript, configs),
        CALL_OF_RECORDING,
    )


def has_transcript(configs: dict[str, list[str]]) -> Q:
    """A subquery with a value, because PostgreSQL would fill a table in memory with all that an
    EXISTS finds, for the first call that it checks."""
    transcripts = apps.get_model("calls", "Transcript").objects.all()
    has_all = reduce(
        or_,
        (
            Q(search_config__in=of_query, search_vector=ReadQuery(query))
            for query, of_query in configs.items()
        ),
    )
    is_said = ExpressionWrapper(has_all, BooleanField())
    of_call = transcripts.filter(recording__call=OuterRef("pk")).values_list(is_said)
    has_audio = ~Q(recording_status__in=[RecordingStatus.ABSENT, RecordingStatus.EXPECTED])
    return has_audio & Q(Exact(Subquery(of_call), Value(value=True)))
