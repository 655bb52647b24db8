"""Where a search of calls looks: in the contact, the number, the notes and the transcript."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
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
from calls.full_text import CallSearch, words_of_note
from contacts.models import Contact
from contacts.search_terms import NumberTerm

# More calls than anybody looks through: so many share a part of a number as short as a prefix.
MANY_CALLS = 1_000


@dataclass(frozen=True)
class Place:
    """Where to look: `calls` by an index, or with `condition` at each call in turn.

    `path_to_call`: how the rows of `calls` name theirs.
    """

    calls: models.QuerySet[Any]
    condition: Q
    path_to_call: str = "pk"


def places_to_search(search: CallSearch) -> list[Place]:
    calls = apps.get_model("calls", "CallLog").objects.live()
    contacts = Contact.objects.live().search(search.text, region=search.region).order_by()
    of_contacts = Q(contact__in=contacts.values("pk"))
    places = [Place(calls.filter(of_contacts), of_contacts)]
    match search.terms:
        case [NumberTerm() as number]:
            places += [Place(calls.filter(each), each) for each in number_alternatives(number)]
    if search.text_terms:
        places.append(place_of_notes(search))
    if search.configs:
        places.append(place_of_transcripts(search))
    return places


def number_alternatives(number: NumberTerm, *, path: str = "") -> list[Q]:
    """Each has an index of its own; `path` leads to the call."""
    alternatives = [Q(**{f"{path}number_e164__startswith": prefix}) for prefix in number.prefixes]
    if number.digits:
        backwards = Reverse(F(f"{path}number_e164"))
        alternatives.append(Q(StartsWith(backwards, number.digits[::-1])))
    return alternatives


def place_of_notes(search: CallSearch) -> Place:
    notes = apps.get_model("calls", "CallNote").objects.alias(words=words_of_note())
    found = notes.filter(words=search.in_notes)
    return Place(found, Q(Exists(found.filter(call=OuterRef("pk")))), "call_id")


def place_of_transcripts(search: CallSearch) -> Place:
    """The condition is a subquery with a value, because PostgreSQL would fill a table in memory
    with all that an EXISTS finds, for the first call that it checks."""
    transcripts = apps.get_model("calls", "Transcript").objects.all()
    recordings = apps.get_model("calls", "Recording").objects.all()
    has_all = reduce(
        or_,
        (
            Q(search_config=config, search_vector=query)
            for config, query in search.in_transcripts.items()
        ),
    )
    is_said = ExpressionWrapper(has_all, BooleanField())
    of_call = transcripts.filter(recording__call=OuterRef("pk")).values_list(is_said)
    # Not a join: PostgreSQL would read all recordings along with all transcripts.
    call_of_recording = recordings.filter(pk=OuterRef("recording")).values("call")
    has_audio = ~Q(recording_status__in=[RecordingStatus.ABSENT, RecordingStatus.EXPECTED])
    return Place(
        transcripts.filter(has_all).annotate(call_id=Subquery(call_of_recording)),
        has_audio & Q(Exact(Subquery(of_call), Value(value=True))),
        "call_id",
    )
