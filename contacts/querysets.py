from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Reverse
from django.db.models.lookups import Exact

from contacts.search_terms import NumberTerm, folded, read_search_terms

if TYPE_CHECKING:
    from contacts.models import Contact, PhoneNumber  # noqa: F401

# A pattern of one or two letters has no whole trigram inside a word, only at its beginning.
MIN_LETTERS_INSIDE_A_WORD = 3
MANY = 1_000


class ContactQuerySet(models.QuerySet["Contact"]):
    def live(self) -> ContactQuerySet:
        """Neither deleted nor merged away: a merged contact counts as deleted, too."""
        return self.filter(deleted_at__isnull=True)

    def new_leads(self) -> ContactQuerySet:
        from contacts.models import NEW_LEAD

        return self.filter(NEW_LEAD)

    def with_details(self) -> ContactQuerySet:
        """With what it takes to show a contact: two queries for any number of them."""
        from contacts.models import PhoneNumber

        return self.select_related("status", "owner").prefetch_related(
            Prefetch("phone_numbers", queryset=PhoneNumber.objects.live())
        )

    def with_last_call(self) -> ContactQuerySet:
        """`last_call_or_never`: to sort by, since a row comparison knows no order of nulls."""
        from contacts.models import LAST_CALL_OR_NEVER

        return self.annotate(last_call_or_never=LAST_CALL_OR_NEVER)

    def search(
        self, text: str, *, region: str | None = None, with_retired: bool = False
    ) -> ContactQuerySet:
        """Contacts that every term of `text` finds: numbers in any form, and words.

        `region`: the country whose national numbers the searcher types. Not ranked.
        `with_retired`: also by the numbers that hidden contacts had.
        """
        found = self
        for term in read_search_terms(text, region=region):
            if isinstance(term, NumberTerm):
                found = found.filter(pk__in=ids_of_number(term, with_retired=with_retired))
            else:
                found = found.filter(document_has(term))
        return found

    def search_for_page(self, text: str, *, region: str | None) -> ContactQuerySet:
        """As `search`, for a page of the newest. Costs a query at once for each number in `text`.

        The contacts of a number that few have are found by their ids. What many have, such as the
        first digits of all mobile numbers, is checked while reading the newest, since a page of
        them is soon met. PostgreSQL can't tell which of the two is better.
        """
        found = self
        for term in read_search_terms(text, region=region):
            if isinstance(term, NumberTerm):
                ids = first_ids_of_number(term)
                found = found.filter(Q(pk__in=ids) if len(ids) <= MANY else has_number(term))
            else:
                found = found.filter(document_has(term))
        return found


class PhoneNumberQuerySet(models.QuerySet["PhoneNumber"]):
    def live(self) -> PhoneNumberQuerySet:
        """Those of contacts that are there."""
        return self.filter(retired_at__isnull=True)


def document_has(word: str) -> Q:
    """Q over one column: a word's letters anywhere, or a short word at the beginning of one."""
    if len(word) >= MIN_LETTERS_INSIDE_A_WORD:
        return Q(search_document__contains=folded(word))
    return Q(search_document__startswith=folded(word)) | Q(
        search_document__contains=folded(f" {word}")
    )


def ids_of_number(term: NumberTerm, *, with_retired: bool) -> models.QuerySet[Any, Any]:
    """A UNION, since an OR across indexes (and tables) makes PostgreSQL read everything."""
    first, *others = places_of_number(term, with_retired=with_retired)
    return first.union(*others) if others else first


def first_ids_of_number(term: NumberTerm) -> list[UUID]:
    """Of live numbers, some twice. More than MANY ids: these aren't all."""
    first, *others = (ids[: MANY + 1] for ids in places_of_number(term, with_retired=False))
    return list(first.union(*others, all=True)[: MANY + 1] if others else first)


def places_of_number(term: NumberTerm, *, with_retired: bool) -> list[models.QuerySet[Any, Any]]:
    """The ids of contacts, each by an index of its own."""
    from contacts.models import Contact, PhoneNumber

    every = PhoneNumber.objects.order_by()
    numbers = every if with_retired else every.live()
    alternatives = [numbers.filter(e164__startswith=prefix) for prefix in term.prefixes]
    if term.digits:
        alternatives += [
            numbers.alias(backwards=Reverse("e164")).filter(
                backwards__startswith=term.digits[::-1]
            ),
            numbers.filter(e164__contains=term.digits),
        ]
    ids: list[models.QuerySet[Any, Any]] = [
        rows.values_list("contact_id", flat=True) for rows in alternatives
    ]
    if term.word:
        contacts = Contact.objects.order_by().filter(document_has(term.word))
        ids.append(contacts.values_list("id", flat=True))
    return ids


def has_number(term: NumberTerm) -> Q:
    """A subquery with a value, because PostgreSQL would fill a table in memory with all that an
    EXISTS finds, for the first contact that it checks."""
    from contacts.models import PhoneNumber

    fits = reduce(or_, (Q(e164__startswith=prefix) for prefix in term.prefixes))
    if term.digits:
        fits |= Q(e164__contains=term.digits)
    numbers = PhoneNumber.objects.order_by().live().filter(fits, contact=OuterRef("pk"))
    has_one = Q(Exact(Subquery(numbers.values_list(Value(value=True))[:1]), Value(value=True)))
    return has_one | document_has(term.word) if term.word else has_one
