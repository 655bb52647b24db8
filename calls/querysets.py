from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.expressions import RawSQL

from accounts.models import User
from accounts.roles import Reach
from calls.full_text import CallSearch, read_call_search
from calls.periods import Period
from calls.search_places import MANY_CALLS, first_calls, places_to_search

if TYPE_CHECKING:
    from calls.models import CallLog, Listen  # noqa: F401


class CallLogQuerySet(models.QuerySet["CallLog"]):
    def live(self) -> CallLogQuerySet:
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: User | AnonymousUser) -> CallLogQuerySet:
        """The calls that this person may know of: the only way to a call, deleted ones left out."""
        return self.within_reach_of(user).live()

    def within_reach_of(self, user: User | AnonymousUser) -> CallLogQuerySet:
        """As `visible_to`, deleted calls included: for restoring one."""
        return self.filter(in_reach_of(user))

    def heard_by(self, listener: User, *, is_heard: bool) -> CallLogQuerySet:
        positions = apps.get_model("calls", "ListeningPosition").objects.filter(
            listener=listener, call=OuterRef("pk")
        )
        return self.filter(Exists(positions) if is_heard else ~Exists(positions))

    def within(self, period: Period) -> CallLogQuerySet:
        chosen = Q()
        if period.started_after:
            chosen &= Q(started_at__gte=period.started_after)
        if period.started_before:
            chosen &= Q(started_at__lt=period.started_before)
        return self.filter(chosen)

    def with_finding(self, code: str | None) -> CallLogQuerySet:
        """Whose recording has this finding; None: any."""
        # Said for a code, too: the index holds only such calls.
        found = self.exclude(finding_codes=[])
        return found.filter(finding_codes__contains=[code]) if code else found

    def search(
        self, text: str, *, region: str | None, with_transcripts: bool = False
    ) -> CallLogQuerySet:
        """As `matching`, of what somebody types. Raises InvalidField for too many words."""
        return self.matching(
            read_call_search(text, region=region, with_transcripts=with_transcripts)
        )

    def matching(self, search: CallSearch) -> CallLogQuerySet:
        """Calls whose number, contact, notes or transcript have all that is looked for.

        Costs a query at once. What few calls have is found by their ids, each alternative by its
        own index. What many have is checked while reading the newest first: no index serves an OR,
        but a page of them is soon met. PostgreSQL can't tell which of the two is better.
        """
        places = places_to_search(search)
        few, alternatives = [], []
        for place, (number, ids) in zip(places, first_calls(places, most=MANY_CALLS), strict=True):
            if number > MANY_CALLS:
                alternatives.append(place.condition())
            elif ids:
                few.append(ids.strip("{}"))
        if few or not alternatives:
            # As one text: Django takes a thousand ids for a thousand parameters.
            one_text = "{" + ",".join(few) + "}"
            alternatives.append(Q(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [one_text])))
        return self.filter(reduce(or_, alternatives))


def visible_call(user: User | AnonymousUser, *, path: str) -> Q:
    """`visible_to` for what belongs to a call, such as its notes; `path` leads to the call.

    A join, so that a list in the order of the calls reads no more of them than it shows.
    """
    return in_reach_of(user, path=path) & Q(**{f"{path}deleted_at__isnull": True})


class ListenQuerySet(models.QuerySet["Listen"]):
    def with_how_far(self) -> ListenQuerySet:
        """Annotates `heard_until_seconds` of those who played: how far they are by now, or null."""
        positions = apps.get_model("calls", "ListeningPosition").objects.filter(
            listener=OuterRef("listener"), call=OuterRef("recording__call")
        )
        heard = Subquery(positions.values("heard_until_seconds")[:1])
        return self.annotate(heard_until_seconds=Case(When(kind="play", then=heard)))


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
