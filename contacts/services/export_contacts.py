from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, QuerySet, Subquery, Value

from callcrm.api.csv_cells import safe_cell
from contacts.models import Contact, PhoneNumber

# What `import_contacts` reads back; the other columns are for people.
HEADER = (
    *("name", "company", "email", "phone", "more phones", "status", "owner"),
    *("do not call", "do not call reason", "source", "calls", "last call at", "created at", "id"),
)
# As in Google's files, and as the import takes it.
BETWEEN_NUMBERS = " ::: "
ROWS_AT_ONCE = 2_000


def export_contacts(contacts: QuerySet[Contact] | None = None) -> Iterator[tuple[str, ...]]:
    """The header, then a row for each live contact, oldest first; cells are safe in a spreadsheet.

    Read through a cursor of the server's: memory doesn't grow with the number of contacts. Times
    are ISO 8601, UTC.
    """
    yield HEADER
    chosen = Contact.objects.live() if contacts is None else contacts
    for row in exported_rows(chosen).iterator(chunk_size=ROWS_AT_ONCE):
        yield tuple(safe_cell(as_text(value)) for value in row)


def exported_rows(contacts: QuerySet[Contact]) -> QuerySet[Contact, tuple[Any, ...]]:
    numbers = PhoneNumber.objects.live().filter(contact=OuterRef("pk")).order_by()
    others = numbers.filter(is_primary=False).values("contact")
    return (
        contacts.order_by("created_at", "id")
        .annotate(
            phone=Subquery(numbers.filter(is_primary=True).values("e164")[:1]),
            more_phones=Subquery(
                others.annotate(
                    all=StringAgg("e164", Value(BETWEEN_NUMBERS), order_by=("created_at", "id"))
                ).values("all")
            ),
        )
        .values_list(
            *("name", "company", "email", "phone", "more_phones", "status__name"),
            *("owner__username", "do_not_call", "do_not_call_reason", "source", "call_count"),
            *("last_call_at", "created_at", "id"),
        )
    )


def as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
