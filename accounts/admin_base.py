"""What every admin of ours has in common: nothing is counted whole, nothing is deleted by a row.

A base class, against our habit: Django gives ModelAdmin no other way to say these things once, and
one admin that forgot them would be a door around the services.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import Truncator, capfirst

from accounts.forms import RegionField
from accounts.models import User
from callcrm.api.exceptions import DomainError

# Whoever looks for more than these searches: counting ten million rows takes a second.
MOST_ROWS_LISTED = 1000

# A name may have 300 letters. A list shows as many as tell it from others; its page shows all.
MOST_LETTERS_LISTED = 60

Row = TypeVar("Row", bound=Model)

if TYPE_CHECKING:

    class RowAdmin(ModelAdmin[Row]): ...

    class RowForm(ModelForm[Row]): ...

    RowPaginator = Paginator[Any]
else:
    # Django's own classes take no type parameters at run time.
    class RowAdmin(ModelAdmin, Generic[Row]): ...

    class RowForm(ModelForm, Generic[Row]): ...

    RowPaginator = Paginator


class CappedPaginator(RowPaginator):
    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.most].count()

    @property
    def most(self) -> int:
        return MOST_ROWS_LISTED

    @property
    def is_capped(self) -> bool:
        return self.count >= self.most


class KeptAdmin(RowAdmin[Row]):
    """Rows that stay."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    sortable_by = ()
    show_facets = ShowFacets.NEVER

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "region":
            kwargs["form_class"] = RegionField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            choose_only(field.widget)
        return field

    def found(self, rows: Any, text: str, *, viewer: User) -> QuerySet[Row] | None:
        """The rows that a search finds, its national numbers read in the viewer's region.

        None, as here: what Django finds in `search_fields`.
        """
        return None

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Row], search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        if not search_term:
            return queryset, False
        try:
            found = self.found(queryset, search_term, viewer=person_of(request))
        except DomainError as error:
            messages.error(request, error.detail)
            return queryset.none(), False
        if found is None:
            return super().get_search_results(request, queryset, search_term)
        return found, False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what `list_filter` offers.

        Django lets an address filter by any column: a contact's would tell how many calls it has,
        whoever may see them.
        """
        offered = {name for each in self.get_list_filter(request) for name in parameters_of(each)}
        is_offered = any(f"{lookup}__".startswith(f"{name}__") for name in offered)
        return is_offered and super().lookup_allowed(lookup, value, request)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """An action on chosen rows is done for all of them or, if a service refuses, for none."""
        title = capfirst(self.opts.verbose_name_plural)
        try:
            with transaction.atomic():
                return super().changelist_view(request, {"title": title, **(extra_context or {})})
        except DomainError as error:
            messages.error(request, f"Nothing was changed. {error.detail}")
            return redirect(request.get_full_path())


def choose_only(widget: RelatedFieldWidgetWrapper) -> None:
    """Beside what is chosen stands a way to look at it; it is changed and deleted on its own page.

    An icon that deletes the status stood next to the status of a contact.
    """
    widget.can_add_related = widget.can_change_related = widget.can_delete_related = False


def parameters_of(list_filter: Any) -> Iterable[str]:
    """A field's name, a field with its filter, or a filter with parameters of its own."""
    match list_filter:
        case str():
            return [list_filter]
        case (str() as field, _):
            return [field]
    return getattr(list_filter, "inputs", None) or [list_filter.parameter_name]


class DeletableAdmin(KeptAdmin[Row]):
    """A list that the team keeps for itself. What is needed stays, and a sentence says why."""

    def remove(self, row: Row) -> None:
        row.delete()

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return super(KeptAdmin, self).has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One by one: what is needed is found out by deleting."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing else goes with them. Django would fetch all that stands in the way."""
        return [str(row) for row in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        self.remove(obj)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any) -> Any:
        try:
            return super().delete_view(request, object_id, *args)
        except DomainError as error:
            messages.error(request, error.detail)
            return redirect("..")


class ReadOnlyAdmin(KeptAdmin[Row]):
    """Rows to look at, by the permission to see what they belong to."""

    view_permission: ClassVar[str]

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return request.user.has_perm(self.view_permission)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class RefusableForm(RowForm[Row]):
    """A form that shows, beside the field, why a service refused it."""

    refusal: ClassVar[DomainError | None] = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            known = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(known, self.refusal.detail)
        return cleaned


class ServiceAdmin(KeptAdmin[Row]):
    """Rows that are written by services only. What these refuse is shown in the form again."""

    form: Any = RefusableForm

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Who corrects a row rarely wants to write another one."""
        if kwargs.get("obj"):
            context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: Any, *, row: Row | None) -> Row:
        """Call the service; `row` is None for a new one. Whatever it raises is undone whole."""
        raise NotImplementedError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            vars(request)["refusal"] = error
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.refusal = vars(request).get("refusal")
        return form

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Row:
        return self.write(request, form, row=form.instance if change else None)

    def save_model(self, *args: Any) -> None:
        """Written by `save_form` already."""

    def save_related(self, *args: Any) -> None:
        """The service has written it all."""


def shortened(text: object, *, most: int = MOST_LETTERS_LISTED) -> str:
    return Truncator(str(text)).chars(most)


def person_of(request: HttpRequest) -> User:
    """Whoever the admin has let in is signed in."""
    assert isinstance(request.user, User)
    return request.user
