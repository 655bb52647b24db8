from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Reverse

from contacts.search_terms import NumberTerm, folded, read_search_terms

if TYPE_CHECKING:
    from contacts.models import Contact, PhoneNumber  # noqa: F401

# A pattern of one or two letters has no whole trigram inside a word, only at its beginning.
MIN_LETTERS_INSIDE_A_WORD = 3


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
    ids: list[models.QuerySet[Any, Any]] = [rows.values("contact_id") for rows in alternatives]
    if term.word:
        ids.append(Contact.objects.order_by().filter(document_has(term.word)).values("id"))
    first, *others = ids
    return first.union(*others) if others else first
