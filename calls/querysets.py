from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Reverse

from accounts.models import User
from accounts.roles import Reach
from calls.periods import Period
from contacts.models import Contact, PhoneNumber
from contacts.querysets import ContactQuerySet
from contacts.search_terms import NumberTerm, read_search_terms

if TYPE_CHECKING:
    from calls.models import CallLog  # noqa: F401

# More calls than anybody looks through: so many share a part of a number as short as a prefix.
MANY_CALLS = 1_000


class CallLogQuerySet(models.QuerySet["CallLog"]):
    def live(self) -> CallLogQuerySet:
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: User | AnonymousUser) -> CallLogQuerySet:
        """The calls that this person may know of: the only way to a call, deleted ones left out."""
        return self.within_reach_of(user).live()

    def within_reach_of(self, user: User | AnonymousUser) -> CallLogQuerySet:
        """As `visible_to`, deleted calls included: for restoring one."""
        if not isinstance(user, User):
            return self.none()
        match user.reach:
            case Reach.ALL:
                return self.all()
            case Reach.NAMED_TEAMS:
                return self.filter(team__in=user.teams.all())
            case Reach.OWN:
                return self.filter(agent=user)
        return self.none()

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
        contacts = Contact.objects.live().search(text, region=region).order_by()
        match read_search_terms(text, region=region):
            case [NumberTerm() as number]:
                return self.with_number_like(number, contacts)
        return self.filter(contact__in=contacts.values("pk"))

    def with_number_like(self, number: NumberTerm, contacts: ContactQuerySet) -> CallLogQuerySet:
        """Few calls: by their ids, each alternative found by its own index.

        Many: an OR, which uses none of these indexes, but meets a page of them soon when it reads
        the newest first. PostgreSQL can't tell which of the two is better.
        """
        numbered = self.model.objects.live().order_by().alias(backwards=Reverse("number_e164"))
        alternatives = [Q(number_e164__startswith=prefix) for prefix in number.prefixes]
        if number.digits:
            alternatives.append(Q(backwards__startswith=number.digits[::-1]))
        alternatives.append(Q(contact__in=contacts.values("pk")))
        first, *others = (
            numbered.filter(each).values_list("pk", flat=True) for each in alternatives
        )
        found = list(first.union(*others, all=True)[: MANY_CALLS + 1])
        if len(found) <= MANY_CALLS:
            return self.filter(pk__in=found)
        return self.alias(backwards=Reverse("number_e164")).filter(reduce(or_, alternatives))
