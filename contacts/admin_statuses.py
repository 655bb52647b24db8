from collections.abc import Mapping
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_sortable import SortableAdmin
from contacts.models import ContactStatus
from contacts.services.delete_status import delete_status
from contacts.services.make_default_status import make_default_status
from contacts.services.order_statuses import order_statuses


@admin.register(ContactStatus)
class ContactStatusAdmin(SortableAdmin[ContactStatus]):
    list_display = ("position", "name", "is_for_new_contacts")
    list_display_links = ("name",)
    search_fields = ("name",)
    fields = ("name", "is_default")
    ordering = ("position", "name")
    readonly_fields = ("is_default",)
    actions = ("make_default",)

    @admin.display(description="given to new contacts")
    def is_for_new_contacts(self, status: ContactStatus) -> str:
        return "Yes" if status.is_default else ""

    def place(self, positions: Mapping[UUID, int]) -> None:
        order_statuses(positions=positions)

    def remove(self, row: ContactStatus) -> None:
        delete_status(status=row)

    @admin.action(permissions=["change"], description="Give the selected status to new contacts")
    def make_default(self, request: HttpRequest, statuses: QuerySet[ContactStatus]) -> None:
        if len(statuses) != 1:
            messages.error(request, "Select one status: new contacts get exactly one.")
            return
        status = statuses[0]
        make_default_status(status=status)
        self.log_change(request, status, "Made the default")
        messages.success(request, f"From now on new contacts get the status {status}.")
