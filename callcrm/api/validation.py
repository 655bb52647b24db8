"""Reading what people and programs send, and refusing what we don't know."""

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer


def validated(serializer: BaseSerializer[Any]) -> dict[str, Any]:
    """The checked input. Raises `ValidationError` that also names every unknown or read-only field.

    A field we'd drop in silence is a change its sender believes in.
    """
    unknown = unknown_fields(serializer, serializer.initial_data)
    serializer.is_valid(raise_exception=False)
    if errors := {**unknown, **serializer.errors}:
        raise ValidationError(errors)
    result: dict[str, Any] = serializer.validated_data
    return result


def unknown_fields(serializer: Any, sent: Any) -> dict[str, Any]:
    if not isinstance(serializer, Serializer) or not isinstance(sent, dict):
        return {}
    errors: dict[str, Any] = {}
    for name, value in sent.items():
        field = serializer.fields.get(name)
        if field is None:
            errors[name] = [ErrorDetail("There is no such field.", "unknown_field")]
        elif field.read_only:
            errors[name] = [ErrorDetail("This field can't be written.", "read_only_field")]
        elif isinstance(field, ListSerializer) and isinstance(value, list):
            for position, item in enumerate(value):
                if nested := unknown_fields(field.child, item):
                    errors.setdefault(name, {})[str(position)] = nested
    return errors


def refuse_unknown_parameters(request: Request, known: Iterable[str]) -> None:
    """Raises `ValidationError`: a filter with a typo would otherwise show everything."""
    allowed = sorted(known)
    if unknown := set(request.query_params) - set(allowed):
        message = f"There is no such parameter here. Known: {', '.join(allowed)}."
        raise ValidationError(
            {name: [ErrorDetail(message, "unknown_parameter")] for name in sorted(unknown)}
        )
