from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Reverse
from django.db.models.lookups import StartsWith

from accounts.models import User
from accounts.roles import Reach
from callcrm.api.exceptions import InvalidField
from calls.periods import Period
from contacts.models import Contact, PhoneNumber
from contacts.search_terms import NumberTerm, read_search_terms

if TYPE_CHECKING:
    from calls.models import CallLog  # noqa: F401

    # Ids, or a query for them.
    Contacts = Collection[UUID] | QuerySet[Contact, Any]

# More calls than anybody looks through: so many share a part of a number as short as a prefix.
MANY_CALLS = 1_000
MANY_CONTACTS = 1_000


class CallLogQuerySet(models.QuerySet["CallLog"]):
    def live(self) -> CallLogQuerySet:
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: User | AnonymousUser) -> CallLogQuerySet:
        """The calls that this person may know of: the only way to a call, deleted ones left out."""
        return self.within_reach_of(user).live()

    def within_reach_of(self, user: User | AnonymousUser) -> CallLogQuerySet:
        """As `visible_to`, deleted calls included: for restoring one."""
        return self.filter(in_reach_of(user))

    def with_details(self) -> CallLogQuerySet:
        """All that `CallLogSerializer` shows, so that a call or a page of calls is one query.

        Annotates `contact_phone_number`, the primary live number or null, and `note_count`.
        """
        primary_number = PhoneNumber.objects.live().filter(contact=OuterRef("contact"))
        notes = apps.get_model("calls", "CallNote").objects.filter(call=OuterRef("pk")).order_by()
        return self.select_related(
            "contact__status", "agent", "team", "device", "outcome", "reviewed_by", "recording"
        ).annotate(
            contact_phone_number=Subquery(
                primary_number.order_by("-is_primary", "created_at", "id").values("e164")[:1]
            ),
            note_count=Coalesce(
                Subquery(notes.values("call").annotate(number=Count("pk")).values("number")),
                Value(0),
            ),
        )

    def within(self, period: Period) -> CallLogQuerySet:
        chosen = Q()
        if period.started_after:
            chosen &= Q(started_at__gte=period.started_after)
        if period.started_before:
            chosen &= Q(started_at__lt=period.started_before)
        return self.filter(chosen)

    def search(self, text: str, *, region: str | None) -> CallLogQuerySet:
        """Calls of contacts that match, and calls whose own number begins or ends like `text`.

        A number costs a query at once. Raises InvalidField for too many words.
        """
        return self.filter(found_by(text, region=region))


def visible_call(user: User | AnonymousUser, *, path: str) -> Q:
    """`visible_to` for what belongs to a call, such as its notes; `path` leads to the call.

    A join, so that a list in the order of the calls reads no more of them than it shows.
    """
    return in_reach_of(user, path=path) & Q(**{f"{path}deleted_at__isnull": True})


def in_reach_of(user: User | AnonymousUser, *, path: str = "") -> Q:
    match user.reach if isinstance(user, User) else None:
        case Reach.ALL:
            return Q()
        case Reach.NAMED_TEAMS:
            # Of one table: a join with the teams, which are few, is taken for far fewer calls.
            named = User.teams.through.objects.filter(user=user.pk)
            return Q(**{f"{path}team__in": named.values("team")})
        case Reach.OWN:
            return Q(**{f"{path}agent": user})
    return Q(pk__in=[])


def found_by(text: str, *, region: str | None, path: str = "") -> Q:
    """What `CallLogQuerySet.search` finds; `path` leads to the call.

    What belongs to calls lies thinly among them: PostgreSQL has to know whose it is to find, and
    contacts without number can't be told. Raises InvalidField for them, too.
    """
    contacts = Contact.objects.live().search(text, region=region).order_by().values("pk")
    chosen = few_of(contacts) if path else contacts
    match read_search_terms(text, region=region):
        case [NumberTerm() as number]:
            return number_like(number, chosen, path=path)
    return Q(**{f"{path}contact__in": chosen})


def few_of(contacts: QuerySet[Contact, Any]) -> Collection[UUID]:
    found = list(contacts.values_list("pk", flat=True)[: MANY_CONTACTS + 1])
    if len(found) > MANY_CONTACTS:
        raise InvalidField(
            f"More than {MANY_CONTACTS:,} contacts match; write more of the name or number.",
            field="search",
        )
    return found


def number_like(number: NumberTerm, contacts: Contacts, *, path: str) -> Q:
    """Few calls: by their ids, each alternative found by its own index.

    Many: an OR, which uses none of these indexes, but meets a page of them soon when it reads
    the newest first. PostgreSQL can't tell which of the two is better.
    """
    calls = apps.get_model("calls", "CallLog").objects.live().order_by()
    alternatives = alternatives_of(number, contacts)
    first, *others = (calls.filter(each).values_list("pk", flat=True) for each in alternatives)
    found = list(first.union(*others, all=True)[: MANY_CALLS + 1])
    if len(found) <= MANY_CALLS:
        return Q(**{f"{path}pk__in": found})
    return reduce(or_, alternatives_of(number, contacts, path=path))


def alternatives_of(number: NumberTerm, contacts: Contacts, *, path: str = "") -> list[Q]:
    alternatives = [Q(**{f"{path}number_e164__startswith": prefix}) for prefix in number.prefixes]
    if number.digits:
        backwards = Reverse(F(f"{path}number_e164"))
        alternatives.append(Q(StartsWith(backwards, number.digits[::-1])))
    alternatives.append(Q(**{f"{path}contact__in": contacts}))
    return alternatives
