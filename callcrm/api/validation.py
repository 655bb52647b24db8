"""Reading what people and programs send, and refusing what we don't know."""

from collections.abc import Iterable, Iterator
from typing import Any

from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, Field, ListSerializer, Serializer


def validated(serializer: BaseSerializer[Any]) -> dict[str, Any]:
    """The checked input. Raises `ValidationError` that also names every unknown or read-only field.

    A field we'd drop in silence is a change its sender believes in.
    """
    errors: dict[str, Any] = dict(misplaced_fields(serializer, serializer.initial_data))
    if not serializer.is_valid(raise_exception=False):
        errors["non_field_errors"] = serializer.errors
    if errors:
        raise ValidationError(errors)
    result: dict[str, Any] = serializer.validated_data
    return result


def misplaced_fields(
    serializer: Field[Any, Any, Any, Any] | None, sent: object, path: str = ""
) -> Iterator[tuple[str, list[ErrorDetail]]]:
    """What was sent but can't be written, by its path: `phone_numbers.0.lable`."""
    if isinstance(serializer, ListSerializer) and isinstance(sent, list):
        for position, item in enumerate(sent):
            yield from misplaced_fields(serializer.child, item, f"{path}{position}.")
    if not isinstance(serializer, Serializer) or not isinstance(sent, dict):
        return
    for name, value in sent.items():
        field = serializer.fields.get(name)
        if field is None:
            yield f"{path}{name}", [ErrorDetail("There is no such field.", "unknown_field")]
        elif field.read_only:
            yield f"{path}{name}", [ErrorDetail("This field can't be written.", "read_only_field")]
        else:
            yield from misplaced_fields(field, value, f"{path}{name}.")


def refuse_unknown_parameters(request: Request, known: Iterable[str]) -> None:
    """Raises `ValidationError`: a filter with a typo would otherwise show everything.

    A parameter given twice is refused too, since only one of them would count, and so is a NUL,
    which PostgreSQL's texts can't hold.
    """
    allowed = sorted(known)
    errors: dict[str, list[ErrorDetail]] = {}
    for name, values in request.query_params.lists():
        if name not in allowed:
            message = f"There is no such parameter here. Known: {', '.join(allowed) or 'none'}."
            errors[name] = [ErrorDetail(message, "unknown_parameter")]
        elif len(values) > 1:
            errors[name] = [ErrorDetail("Give this parameter once.", "repeated_parameter")]
        elif "\x00" in values[0]:
            errors[name] = [ErrorDetail("A NUL character can't be used.", "null_characters")]
    if errors:
        raise ValidationError(errors)
