"""Searching what belongs to calls, such as notes and listens, by whose call it is."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from callcrm.api.exceptions import InvalidField
from calls.search_places import MANY_CALLS, number_alternatives
from contacts.models import Contact
from contacts.search_terms import NumberTerm, read_search_terms

MANY_CONTACTS = 1_000


def of_calls_found(text: str, *, region: str | None, path: str) -> Q:
    """Of calls whose contact or number matches; `path` leads to the call.

    What belongs to calls lies thinly among them: PostgreSQL has to know whose it is to find, and
    contacts without number can't be told. Raises InvalidField for them, and for too many words.
    """
    contacts = few_contacts(text, region=region)
    match read_search_terms(text, region=region):
        case [NumberTerm() as number]:
            return of_number(number, contacts, path=path)
    return Q(**{f"{path}contact__in": contacts})


def few_contacts(text: str, *, region: str | None) -> Collection[UUID]:
    contacts = Contact.objects.live().search(text, region=region).order_by()
    found = list(contacts.values_list("pk", flat=True)[: MANY_CONTACTS + 1])
    if len(found) > MANY_CONTACTS:
        raise InvalidField(
            f"More than {MANY_CONTACTS:,} contacts match; write more of the name or number.",
            field="search",
        )
    return found


def of_number(number: NumberTerm, contacts: Collection[UUID], *, path: str) -> Q:
    """Few calls: by their ids, each alternative found by its own index.

    Many: an OR, which uses none of these indexes, but meets a page of them soon when it reads
    the newest first. PostgreSQL can't tell which of the two is better.
    """
    calls = apps.get_model("calls", "CallLog").objects.live().order_by()
    alternatives = [*number_alternatives(number), Q(contact__in=contacts)]
    first, *others = (calls.filter(each).values_list("pk", flat=True) for each in alternatives)
    found = list(first.union(*others, all=True)[: MANY_CALLS + 1])
    if len(found) <= MANY_CALLS:
        return Q(**{f"{path}pk__in": found})
    return reduce(
        or_, [*number_alternatives(number, path=path), Q(**{f"{path}contact__in": contacts})]
    )
