from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from callcrm.api.csv_cells import safe_cell
from calls.models import CallLog
from calls.querysets import CallLogQuerySet
from contacts.services.export_contacts import as_text

HEADER = (
    *("started at", "direction", "agent", "team", "contact", "company", "phone", "number dialed"),
    *("call result", "outcome", "duration seconds", "recording", "reviewed at", "reviewed by"),
    *("needs attention", "id", "contact id"),
)
ROWS_AT_ONCE = 2_000


def export_calls(*, calls: CallLogQuerySet) -> Iterator[tuple[str, ...]]:
    """The header, then a row for each of the calls, oldest first.

    Cells are safe in a spreadsheet, times ISO 8601 in UTC; `phone` is the number in E.164,
    if it is one. Read through a cursor of the server's, so memory doesn't grow with the calls.
    """
    yield HEADER
    for row in exported_rows(calls).iterator(chunk_size=ROWS_AT_ONCE):
        yield tuple(safe_cell(as_text(value)) for value in row)


def exported_rows(calls: CallLogQuerySet) -> QuerySet[CallLog, tuple[Any, ...]]:
    return calls.order_by("started_at", "id").values_list(
        *("started_at", "direction", "agent__username", "team__name", "contact__name"),
        *("contact__company", "number_e164", "number_raw", "disposition", "outcome__name"),
        *("duration_seconds", "recording_status", "reviewed_at", "reviewed_by__username"),
        *("attention_reason", "id", "contact_id"),
    )
