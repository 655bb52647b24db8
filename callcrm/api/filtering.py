"""Narrowing a list: a filter that can't be used is never left out in silence."""

from typing import Any

from django_filters import FilterSet, TypedChoiceFilter
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ErrorDetail, ValidationError


@extend_schema_field(bool)
class TrueOrFalse(TypedChoiceFilter):
    """django-filter's own takes what it doesn't know for "both"."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # the library's own options
        super().__init__(
            choices=[("true", "true"), ("false", "false")],
            coerce="true".__eq__,
            error_messages={"invalid_choice": "Use one of: true, false."},
            **options,
        )


def refuse_unusable_filters(filters: FilterSet) -> None:
    """Raises `ValidationError` that names each filter that is empty or has a value of no use.

    Without them the list would show what nobody asked for.
    """
    errors = {
        name: [ErrorDetail("Give a value, or leave the parameter out.", "empty_parameter")]
        for name in filters.data
        if name in filters.filters and not filters.data[name].strip()
    }
    for name, problems in filters.form.errors.as_data().items():
        errors[name] = [
            ErrorDetail(problem.messages[0], problem.code or "invalid") for problem in problems
        ]
    if errors:
        raise ValidationError(errors)
