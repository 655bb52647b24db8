from typing import TypeVar

from django.db.models import Model, QuerySet

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
