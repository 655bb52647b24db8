from collections.abc import Mapping
from uuid import UUID

from django.contrib import admin

from accounts.admin_sortable import SortableAdmin
from calls.models import Outcome
from calls.services.delete_outcome import delete_outcome
from calls.services.order_outcomes import order_outcomes


@admin.register(Outcome)
class OutcomeAdmin(SortableAdmin[Outcome]):
    list_display = ("position", "name")
    list_display_links = ("name",)
    search_fields = ("name",)
    fields = ("name",)
    ordering = ("position", "name")

    def place(self, positions: Mapping[UUID, int]) -> None:
        order_outcomes(positions=positions)

    def remove(self, row: Outcome) -> None:
        delete_outcome(outcome=row)
