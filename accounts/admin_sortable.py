"""Lists in the team's own order, which is changed by dragging rows."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from adminsortable2.admin import SortableAdminMixin
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed

from accounts.admin_base import DeletableAdmin, Row

MAX_POSITION = 10_000


class SortableAdmin(SortableAdminMixin, DeletableAdmin[Row]):  # type: ignore[misc]  # it ships no types
    """The row's page keeps the position as a number, for who can't drag."""

    # On one page, or else rows would be moved between pages by other means.
    list_per_page = 200

    @property
    def media(self) -> Any:
        """Without the script for actions where there are none: it stumbles over that."""
        media: Any = super().media
        if self.actions:
            return media
        scripts = [path for path in media._js if "js/actions-" not in path]  # noqa: SLF001
        return Media(css=media._css, js=scripts)  # noqa: SLF001 - no other way to them

    def place(self, positions: Mapping[UUID, int]) -> None:
        raise NotImplementedError

    def get_fields(self, request: HttpRequest, obj: Row | None = None) -> Any:
        fields = super().get_fields(request, obj)
        return [*fields, "position"] if obj else fields

    def update_order(self, request: HttpRequest) -> HttpResponse:
        """What the library's script sends: `{"updatedItems": [[id, position], …]}`."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            return HttpResponse("You may not change this list.", status=403)
        positions = read_positions(request.body)
        if positions is None:
            return HttpResponseBadRequest("Send the rows' ids with their positions.")
        self.place(positions)
        return HttpResponse("The order was saved.")


def read_positions(body: bytes) -> dict[UUID, int] | None:
    """None for what the script never sends."""
    try:
        sent: Any = json.loads(body)
        positions = {UUID(row_id): position for row_id, position in sent["updatedItems"]}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    is_usable = all(
        type(position) is int and 0 <= position <= MAX_POSITION for position in positions.values()
    )
    return positions if is_usable else None
