"""Filters of long lists: what would have too many options is typed, not chosen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ListFilter, SimpleListFilter
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from accounts.models import User
from contacts.models import Contact

# One name finds few people. Whoever shares it with more writes the username.
MOST_PEOPLE_MEANT = 50

if TYPE_CHECKING:
    Rows = QuerySet[Any]


class TypedFilter(ListFilter):
    """A small form beside the list. `inputs`: by parameter the field's label and type."""

    template = "contacts/admin/typed_filter.html"
    inputs: ClassVar[dict[str, tuple[str, str]]]

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.inputs:
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def expected_parameters(self) -> list[str | None]:
        return list(self.inputs)

    def has_output(self) -> bool:
        return True

    def typed(self, name: str) -> str:
        return str(self.used_parameters.get(name, "")).strip()

    def said(self) -> str:
        """What the reader should know of what the filter does."""
        return ""

    def choices(self, changelist: Any) -> Iterator[Any]:
        names = self.expected_parameters()
        yield {
            "fields": [
                {"name": name, "label": label, "kind": kind, "value": self.typed(name)}
                for name, (label, kind) in self.inputs.items()
            ],
            "kept": [
                (name, value)
                for name, values in changelist.filter_params.items()
                if name not in names
                for value in values
            ],
            "without": changelist.get_query_string(remove=names)
            if any(self.typed(name) for name in self.inputs)
            else "",
            "said": self.said(),
        }


class PersonFilter(TypedFilter):
    """Of the people whose username, first or last name has the words. `field` leads to them."""

    field: ClassVar[str]

    def queryset(self, request: HttpRequest, queryset: "Rows") -> "Rows":
        text = self.typed(next(iter(self.inputs)))
        if not text:
            return queryset
        people = people_named(text)
        if not people:
            messages.warning(request, f"Nobody here is called {text}.")
        return queryset.filter(**{f"{self.field}__in": people})


def people_named(text: str) -> list[UUID]:
    """A whole username means that person alone."""
    if "\0" in text:
        return []
    exact = list(User.objects.filter(username=text).values_list("pk", flat=True))
    if exact:
        return exact
    found = Q()
    for word in text.split():
        found &= (
            Q(username__icontains=word)
            | Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
        )
    people = User.objects.filter(found).order_by("username").values_list("pk", flat=True)
    return list(people[:MOST_PEOPLE_MEANT])


class OwnerFilter(PersonFilter):
    title = "owner"
    field = "owner"
    inputs: ClassVar = {"owned_by": ("Username or name", "text")}


class OneRowFilter(SimpleListFilter):
    """What belongs to one row, for the links that lead here. Offers nothing by itself."""

    field: ClassVar[str]

    def row(self, request: HttpRequest, pk: UUID) -> Model | None:
        """None: there is none, or the reader may not know of it."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        text = self.used_parameters.get(self.parameter_name or "")
        row = self.row(request, as_id(text)) if as_id(text) else None  # type: ignore[arg-type]
        return [(text, str(row))] if row else []

    def has_output(self) -> bool:
        return self.value() is not None

    def queryset(self, request: HttpRequest, queryset: "Rows") -> "Rows":
        if not self.lookup_choices:
            messages.warning(request, f"There is no {self.title} with this id.")
            return queryset.none()
        return queryset.filter(**{self.field: self.value()})


def as_id(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


class OfContactFilter(OneRowFilter):
    title = "contact"
    parameter_name = "contact"
    field = "contact"

    def row(self, request: HttpRequest, pk: UUID) -> Contact | None:
        return Contact.objects.filter(pk=pk).first()


class HiddenFilter(SimpleListFilter):
    """For who may hide: without it hidden contacts are in no list."""

    title = "hidden"
    parameter_name = "hidden"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("yes", "Hidden")] if model_admin.has_hide_permission(request) else []

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Not hidden"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: "Rows") -> "Rows":
        return queryset.filter(deleted_at__isnull=self.value() != "yes")
