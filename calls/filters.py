"""What a list of calls can be narrowed by, and how far back it then reaches."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from accounts.models import Team, User
from accounts.people import naming
from callcrm.api.exceptions import InvalidField
from callcrm.api.filtering import TrueOrFalse, refuse_unusable_filters
from calls.choices import Direction, Disposition, FindingCode, RecordingStatus
from calls.full_text import CallSearch, read_call_search
from calls.models import CallLog, Outcome
from calls.periods import Period, bounded, read_bound
from calls.querysets import CallLogQuerySet
from calls.serializers.call_log import may_listen
from contacts.models import Contact
from contacts.services.normalize_phone_number import InvalidPhoneNumber, normalize_phone_number

# Few enough calls belong to one of these that all of them can be read.
SELECTIVE = frozenset({"contact", "number", "agent", "search"})
MAX_SECONDS = 2**31 - 1
MAX_SEARCH_LENGTH = 200
ANY_FINDING = "any"


def one_of(names: Iterable[str]) -> str:
    return f"Use one of: {', '.join(names)}."


def choice(
    choices: list[tuple[str, str]], *, method: str | None = None, help_text: str = ""
) -> filters.ChoiceFilter:
    message = one_of(value for value, _ in choices)
    return filters.ChoiceFilter(
        choices=choices,
        error_messages={"invalid_choice": message},
        method=method,
        help_text=help_text or None,
    )


class WholeNumber(filters.Filter):
    field_class = forms.IntegerField


def seconds(lookup: str, description: str) -> filters.Filter:
    schema = {"type": "integer", "minimum": 0, "maximum": MAX_SECONDS, "description": description}
    chosen = WholeNumber("duration_seconds", lookup, min_value=0, max_value=MAX_SECONDS)
    return extend_schema_field(schema)(chosen)


class Bound(filters.CharFilter):
    """A side of the period, which `CallFilter` applies as a whole."""

    def filter(self, qs: QuerySet[CallLog], value: str) -> QuerySet[CallLog]:  # noqa: ARG002
        return qs


def bound(description: str) -> filters.Filter:
    either = [
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": "^today(-[0-9]{1,4})?$"},
    ]
    return extend_schema_field({"oneOf": either, "description": description})(Bound())


class CallFilter(filters.FilterSet):
    """Query parameters of `GET /v1/calls`. `request.user` says whose zone and region are meant."""

    contact = filters.UUIDFilter(method="of_contact", help_text="A contact's id.")
    number = filters.CharFilter(
        method="with_number",
        strip=False,
        help_text="The whole number in any form; a national one is read with your region.",
    )
    agent = filters.CharFilter(method="by_agent", help_text="A person's id or username, or `me`.")
    team = filters.CharFilter(method="of_team", help_text="A team's id or name.")
    direction = choice(Direction.choices)
    disposition = choice(Disposition.choices)
    outcome = filters.CharFilter(method="with_outcome", help_text="An outcome's name.")
    recording_status = choice(RecordingStatus.choices)
    finding = choice(
        [(ANY_FINDING, "Any"), *FindingCode.choices],
        method="with_finding",
        help_text="What processing found odd about the audio.",
    )
    needs_attention = TrueOrFalse()
    reviewed = TrueOrFalse(method="that_are_reviewed")
    heard = TrueOrFalse(method="that_were_heard", help_text="By you.")
    started_after = bound("This instant or later; a date: from its beginning in your time zone.")
    started_before = bound("Before this instant; a date: until its end in your time zone.")
    min_duration = seconds("gte", "Seconds, at least.")
    max_duration = seconds("lte", "Seconds, at most.")
    search = filters.CharFilter(
        method="that_match",
        strip=False,
        max_length=MAX_SEARCH_LENGTH,
        help_text="A number in any form or a part of it, or words: all of them in the contact's "
        "name, company and email, in a note, or said in the recording, which is searched for who "
        "may listen. The last word may be half typed; words in double quotes are a phrase. Each "
        "call's `matches` tell where it was found.",
    )

    call_search: CallSearch | None = None

    def __init__(self, data: QueryDict, queryset: CallLogQuerySet, *, request: Request) -> None:
        # The library copies all its filters for each request, and makes a form of them.
        asked = {name: each for name, each in self.base_filters.items() if name in data}
        self.__dict__["base_filters"] = asked
        super().__init__(data, queryset, request=request)

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)
        return user

    @property
    def period(self) -> Period | None:
        """What the list covers; None: all calls there are. Raises InvalidField."""
        given, zone = self.form.cleaned_data, ZoneInfo(self.user.time_zone)

        def side(field: str, *, is_end: bool) -> datetime | None:
            text = given.get(field)
            return read_bound(text, field=field, zone=zone, is_end=is_end) if text else None

        period = Period(
            started_after=side("started_after", is_end=False),
            started_before=side("started_before", is_end=True),
        )
        bounds = {"started_after", "started_before"}
        narrowed = {name for name, value in given.items() if value not in (None, "")} - bounds
        if narrowed and not narrowed & SELECTIVE:
            period = bounded(period, zone=zone, now=timezone.now())
        return None if period.is_open else period

    def filter_queryset(self, queryset: CallLogQuerySet) -> CallLogQuerySet:
        narrowed: CallLogQuerySet = super().filter_queryset(queryset)
        return narrowed.within(self.period) if self.period else narrowed

    def of_contact(self, calls: CallLogQuerySet, field: str, contact_id: UUID) -> CallLogQuerySet:
        contact = Contact.objects.filter(pk=contact_id).first()
        if contact is None:
            raise InvalidField("No contact has this id.", field=field)
        return calls.filter(contact=contact.merged_into_id or contact.pk)

    def with_number(self, calls: CallLogQuerySet, field: str, text: str) -> CallLogQuerySet:
        try:
            number = normalize_phone_number(with_plus(text), regions=[self.user.phone_region])
        except InvalidPhoneNumber as error:
            raise InvalidField(error.detail, field=field) from error
        if number.e164 is None:
            raise InvalidField(
                "This isn't a whole phone number. Write it with its country code, or use `search`.",
                field=field,
            )
        return calls.filter(number_e164=number.e164)

    def by_agent(self, calls: CallLogQuerySet, field: str, name: str) -> CallLogQuerySet:
        if name == "me":
            return calls.filter(agent=self.user)
        person = User.objects.filter(naming(name)).first()
        if person is None:
            raise InvalidField(
                "Nobody has this id or username. `me` are your own calls.", field=field
            )
        return calls.filter(agent=person)

    def of_team(self, calls: CallLogQuerySet, field: str, name: str) -> CallLogQuerySet:
        team = Team.objects.filter(name=name).first() or team_with_id(name)
        if team is None:
            raise InvalidField(one_of(Team.objects.values_list("name", flat=True)), field=field)
        return calls.filter(team=team)

    def with_outcome(self, calls: CallLogQuerySet, field: str, name: str) -> CallLogQuerySet:
        outcome = Outcome.objects.filter(name=name).first()
        if outcome is None:
            raise InvalidField(one_of(Outcome.objects.values_list("name", flat=True)), field=field)
        return calls.filter(outcome=outcome)

    def with_finding(self, calls: CallLogQuerySet, field: str, code: str) -> CallLogQuerySet:  # noqa: ARG002
        return calls.with_finding(None if code == ANY_FINDING else code)

    def that_are_reviewed(
        self,
        calls: CallLogQuerySet,
        field: str,  # noqa: ARG002  # the library's signature, as below
        is_reviewed: bool,  # noqa: FBT001
    ) -> CallLogQuerySet:
        return calls.filter(reviewed_at__isnull=not is_reviewed)

    def that_were_heard(
        self,
        calls: CallLogQuerySet,
        field: str,  # noqa: ARG002
        is_heard: bool,  # noqa: FBT001
    ) -> CallLogQuerySet:
        return calls.heard_by(self.user, is_heard=is_heard)

    def that_match(self, calls: CallLogQuerySet, field: str, text: str) -> CallLogQuerySet:  # noqa: ARG002
        self.call_search = read_call_search(
            with_plus(text),
            region=self.user.phone_region,
            with_transcripts=may_listen(self.request),
        )
        return calls.matching(self.call_search)


def team_with_id(text: str) -> Team | None:
    try:
        return Team.objects.filter(pk=UUID(text)).first()
    except ValueError:
        return None


def with_plus(text: str) -> str:
    """A space before digits is a plus that nobody encoded."""
    is_plus_lost = text[:1] == " " and text[1:2].isdigit()
    return f"+{text[1:]}" if is_plus_lost else text.strip()


class FilteredCalls(NamedTuple):
    """The calls that query parameters ask for, the period that they cover, what is looked for."""

    calls: CallLogQuerySet
    period: Period | None
    search: CallSearch | None


def filtered_calls(request: Request, calls: CallLogQuerySet) -> FilteredCalls:
    """Of `calls`, those that the query parameters ask for.

    Raises ValidationError or InvalidField for a value that can't be used.
    """
    chosen = CallFilter(request.query_params, queryset=calls, request=request)
    refuse_unusable_filters(chosen)
    return FilteredCalls(chosen.qs, chosen.period, chosen.call_search)
