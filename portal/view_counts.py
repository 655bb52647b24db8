"""How many rows a saved view lists: capped, and nothing where it can't be told cheaply."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from accounts.models import User
from callcrm.api.exceptions import DomainError
from callcrm.api.filtering import refuse_unusable_filters
from callcrm.api.pagination import capped_count
from calls.filters import CallFilter
from calls.models import CallLog
from contacts.filters import ContactFilter
from contacts.models import Contact
from portal.models import SavedView

# What stands in the portal's address and isn't a filter.
NO_FILTERS = frozenset({"sort", "cursor", "limit", "count", "t"})
COUNT_CAP = 100
LISTS: dict[str, tuple[type[FilterSet], Callable[[User], QuerySet[Any]]]] = {
    SavedView.Page.CALLS: (CallFilter, CallLog.objects.visible_to),
    SavedView.Page.CONTACTS: (ContactFilter, lambda _: Contact.objects.live()),
}


def count_of(view: SavedView, *, request: Request, viewer: User) -> dict[str, Any] | None:
    """`{value, is_capped}`, capped at 100. None for a page that isn't a list, and for a query
    whose filters have since become unusable: an outcome that was deleted, say."""
    try:
        rows = listed(view, request=request, viewer=viewer)
        if rows is None:
            return None
        return capped_count(rows, cap=COUNT_CAP)
    except (DomainError, ValidationError):
        return None


def listed(view: SavedView, *, request: Request, viewer: User) -> QuerySet[Any] | None:
    query = QueryDict(view.query, mutable=True)
    for name in NO_FILTERS:
        query.pop(name, None)
    if view.page not in LISTS or "\x00" in view.query or "%00" in view.query:
        return None
    known, rows = LISTS[view.page]
    if query.keys() - known.base_filters.keys():
        return None
    filters = known(query, queryset=rows(viewer), request=request)
    refuse_unusable_filters(filters)
    found: QuerySet[Any] = filters.qs
    return found
