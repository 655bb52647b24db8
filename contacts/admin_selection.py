from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from callcrm.api.exceptions import InvalidField

# As many as a page of a list shows; each is several statements of its own.
MOST_CHANGED_AT_ONCE = 200

Row = TypeVar("Row", bound=Model)


def few_enough(rows: QuerySet[Row], *, most: int = MOST_CHANGED_AT_ONCE) -> list[Row]:
    """Raises InvalidField for more: "select all" means every row that the filters find."""
    chosen = list(rows[: most + 1])
    if len(chosen) > most:
        raise InvalidField(f"Select at most {most} at once.")
    return chosen


@dataclass(frozen=True)
class RowAction:
    """One of a list's actions, offered on a row's own page: what to send where."""

    name: str
    label: str
    address: str


def hiding_of(shown: Any, request: HttpRequest, row: Any) -> RowAction | None:
    """Hide, or restore what is hidden. `shown`: the row's admin, whose list has both actions."""
    if not shown.has_hide_permission(request):
        return None
    model = shown.opts
    address = reverse(f"admin:{model.app_label}_{model.model_name}_changelist")
    if row.deleted_at:
        return RowAction("restore", "Restore", f"{address}?hidden=yes")
    return RowAction("hide", "Hide", address)
