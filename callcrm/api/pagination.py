"""Keyset pages: newest first, by row comparison on (a time, the id).

DRF's CursorPagination loops when more rows than a page share one time, and OFFSET reads all that it
skips; a row comparison does neither and uses one index.
"""

import base64
import json
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from callcrm.api.exceptions import DomainError, InvalidField

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
COUNT_CAP = 1_000
MAX_CURSOR_LENGTH = 200
NOT_OURS = "This page address can't be used. Start again without `cursor`."
PAGE_PARAMETERS = ("cursor", "limit", "count")

M = TypeVar("M", bound=Model)
Direction = Literal["next", "previous"]


class InvalidCursor(DomainError):
    """A page address that was not made by this API."""

    code = "invalid_cursor"


@dataclass(frozen=True)
class Cursor:
    direction: Direction
    at: datetime
    id: uuid.UUID

    def encode(self) -> str:
        text = json.dumps([self.direction, self.at.isoformat(), str(self.id)])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        # Ours are shorter; a long one could nest deeper than the JSON parser goes.
        if len(text) > MAX_CURSOR_LENGTH:
            raise InvalidCursor(NOT_OURS)
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            direction, at, row_id = json.loads(raw)
            moment = datetime.fromisoformat(at)
            cursor = cls(direction, moment.astimezone(UTC), uuid.UUID(row_id))
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            raise InvalidCursor(NOT_OURS) from error
        if direction not in ("next", "previous") or moment.tzinfo is None:
            raise InvalidCursor(NOT_OURS)
        return cursor


@dataclass(frozen=True)
class PageRequest:
    """What a caller asked of a list: `limit` rows from `cursor` on, and whether to count."""

    limit: int
    cursor: Cursor | None
    wants_count: bool

    @classmethod
    def of(cls, request: Request) -> "PageRequest":
        parameters = request.query_params
        cursor = parameters.get("cursor")
        count = parameters.get("count", "false")
        if count not in ("true", "false"):
            raise InvalidField("`count` is true or false.", field="count")
        return cls(
            limit=read_limit(parameters.get("limit")),
            cursor=Cursor.decode(cursor) if cursor else None,
            wants_count=count == "true",
        )


def read_limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (re.fullmatch(r"[0-9]{1,3}", text) and 1 <= int(text) <= MAX_LIMIT):
        raise InvalidField(f"`limit` is a number from 1 to {MAX_LIMIT}.", field="limit")
    return int(text)


def keyset_slice(
    queryset: QuerySet[M], *, time_field: str, cursor: Cursor | None, limit: int
) -> list[M]:
    """Up to `limit` + 1 rows in the order of reading: newest first, backwards oldest first."""
    if cursor is None:
        return list(queryset.order_by(f"-{time_field}", "-id")[: limit + 1])
    row, key = Tuple(F(time_field), F("id")), (cursor.at, cursor.id)
    if cursor.direction == "next":
        older = queryset.filter(TupleLessThan(row, key))
        return list(older.order_by(f"-{time_field}", "-id")[: limit + 1])
    newer = queryset.filter(TupleGreaterThan(row, key))
    return list(newer.order_by(time_field, "id")[: limit + 1])


def paginated(
    request: Request,
    queryset: QuerySet[M],
    render: Callable[[Sequence[M]], Any],
    *,
    time_field: str,
) -> dict[str, Any]:
    """A page as JSON: `results`, `next` and `previous` (absolute URLs or null), `limit`, `count`.

    `count` is there when asked for with `?count=true`: `{value, is_capped}`, capped at 1,000.
    """
    page = PageRequest.of(request)
    rows = keyset_slice(queryset, time_field=time_field, cursor=page.cursor, limit=page.limit)
    keys = [(getattr(row, time_field), row.pk) for row in rows]
    body = page_body(request, page, render(in_page_order(rows, page)), keys)
    if page.wants_count:
        body["count"] = capped_count(queryset, cap=COUNT_CAP)
    return body


def capped_count(queryset: QuerySet[Any], *, cap: int) -> dict[str, Any]:
    """`{value, is_capped}`: how many there are, counted no further than `cap`."""
    value = queryset.order_by()[: cap + 1].count()
    return {"value": min(value, cap), "is_capped": value > cap}


def in_page_order(rows: Sequence[Any], page: PageRequest) -> list[Any]:
    """The page's rows, newest first, without the extra one that told whether there are more."""
    kept = list(rows[: page.limit])
    return kept[::-1] if is_backwards(page) else kept


def is_backwards(page: PageRequest) -> bool:
    return page.cursor is not None and page.cursor.direction == "previous"


def page_body(
    request: Request,
    page: PageRequest,
    results: object,
    keys: Sequence[tuple[datetime, uuid.UUID]],
    *,
    path: str | None = None,
) -> dict[str, Any]:
    """`keys`: those of the fetched rows in reading order, the extra one included.

    `path`: where the list's other pages are, if not where this one was asked for.
    """
    has_more = len(keys) > page.limit
    own_keys = in_page_order(keys, page)
    has_newer = has_more if is_backwards(page) else page.cursor is not None
    has_older = True if is_backwards(page) else has_more

    def address(direction: Direction, key: tuple[datetime, uuid.UUID]) -> str:
        here = remove_query_param(request.build_absolute_uri(path), "cursor")
        return replace_query_param(here, "cursor", Cursor(direction, *key).encode())

    return {
        "results": results,
        "next": address("next", own_keys[-1]) if own_keys and has_older else None,
        "previous": address("previous", own_keys[0]) if own_keys and has_newer else None,
        "limit": page.limit,
    }
