from datetime import UTC, datetime

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from accounts.models import User
from accounts.people import naming
from callcrm.api.filtering import TrueOrFalse, refuse_unusable_filters
from contacts.choices import Source
from contacts.models import NEW_LEAD, Contact, ContactStatus
from contacts.querysets import ContactQuerySet

MAX_SEARCH_LENGTH = 200


class MomentField(forms.CharField):
    """A time with its offset, whose + the query string may have turned into a space."""

    def clean(self, value: object) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = parse_datetime(text.replace(" ", "+") if "T" in text else text)
            if moment is not None and timezone.is_aware(moment):
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise forms.ValidationError(
            "Send a time with its offset, such as 2026-11-20T09:30:00Z.", "invalid"
        )


class MomentFilter(Filter):
    field_class = MomentField


class ContactFilter(FilterSet):
    """What `GET /v1/contacts` can be narrowed by."""

    search = CharFilter(method="by_search", strip=False, max_length=MAX_SEARCH_LENGTH)
    status = CharFilter(method="by_status", max_length=50)
    owner = CharFilter(method="by_owner", max_length=150)
    source = ChoiceFilter(choices=Source.choices)
    company = CharFilter(max_length=300)
    unnamed = TrueOrFalse(method="by_unnamed")
    new_lead = TrueOrFalse(method="by_new_lead")
    do_not_call = TrueOrFalse()
    needs_attention = TrueOrFalse()
    follow_up_due = TrueOrFalse(method="by_follow_up_due")
    follow_up_before = MomentFilter(field_name="follow_up_at", lookup_expr="lt")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = Contact
        fields = ()

    def by_search(self, contacts: ContactQuerySet, _: str, text: str) -> ContactQuerySet:
        region = self.request.user.phone_region or settings.DEFAULT_PHONE_REGION
        return contacts.search_for_page(text, region=region)

    def by_status(self, contacts: ContactQuerySet, _: str, name: str) -> ContactQuerySet:
        status = ContactStatus.objects.filter(name=name).first()
        if status is None:
            message = f"There is no status {name}. See /v1/statuses."
            raise ValidationError({"status": [ErrorDetail(message, "unknown_status")]})
        return contacts.filter(status=status)

    def by_owner(self, contacts: ContactQuerySet, _: str, text: str) -> ContactQuerySet:
        if text == "me":
            return contacts.filter(owner=self.request.user)
        return contacts.filter(owner__in=User.objects.filter(naming(text)))

    def by_unnamed(self, contacts: ContactQuerySet, _: str, is_unnamed: bool) -> ContactQuerySet:  # noqa: FBT001
        return contacts.filter(name="") if is_unnamed else contacts.exclude(name="")

    def by_new_lead(self, contacts: ContactQuerySet, _: str, is_new: bool) -> ContactQuerySet:  # noqa: FBT001
        return contacts.new_leads() if is_new else contacts.exclude(NEW_LEAD)

    def by_follow_up_due(self, contacts: ContactQuerySet, _: str, is_due: bool) -> ContactQuerySet:  # noqa: FBT001 - django-filter's signature
        due = Q(follow_up_at__lte=timezone.now())
        return contacts.filter(due) if is_due else contacts.exclude(due)


def filtered(contacts: ContactQuerySet, request: Request) -> ContactQuerySet:
    """Raises ValidationError that names each parameter that can't be used."""
    filters = ContactFilter(request.query_params, queryset=contacts, request=request)
    refuse_unusable_filters(filters)
    found: ContactQuerySet = filters.qs
    return found
