"""Lists of what belongs to contacts."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import ReadOnlyAdmin, Row
from accounts.models import User
from contacts.admin_filters import OfContactFilter
from contacts.admin_sections import details_in_words, listed_name, marks_of
from contacts.models import Contact, ContactEvent, ContactNote, PhoneNumber


class OfContactAdmin(ReadOnlyAdmin[Row]):
    """Rows that belong to a contact and are found by it."""

    view_permission = "contacts.view_contact"
    list_select_related: ClassVar[Any] = ("contact",)
    list_filter: ClassVar[Any] = (OfContactFilter,)
    ordering = ("-id",)
    search_fields = ("contact__name",)
    search_help_text = "The contact's name, company, email, or a number in any form"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        return super().get_queryset(request).filter(contact__deleted_at=None)

    @admin.display(description="contact")
    def shown_contact(self, row: Any) -> str:
        return listed_name(row.contact)

    def found(self, rows: QuerySet[Row], text: str, *, viewer: User) -> QuerySet[Row]:
        contacts = Contact.objects.live().search(text, region=viewer.phone_region)
        return rows.filter(contact__in=contacts.order_by().values("pk"))


@admin.register(PhoneNumber)
class PhoneNumberAdmin(OfContactAdmin[PhoneNumber]):
    list_display = ("e164", "shown_contact", "label", "marks")

    @admin.display(description="which")
    def marks(self, number: PhoneNumber) -> str:
        return marks_of(number)


@admin.register(ContactNote)
class ContactNoteAdmin(OfContactAdmin[ContactNote]):
    list_display = ("created_at", "shown_contact", "author", "__str__")
    list_select_related = ("contact", "author")


@admin.register(ContactEvent)
class ContactEventAdmin(OfContactAdmin[ContactEvent]):
    list_display = ("created_at", "shown_contact", "kind", "actor", "in_words")
    list_select_related = ("contact", "actor")
    fields = ("contact", "kind", "actor", "in_words", "created_at")

    @admin.display(description="details")
    def in_words(self, event: ContactEvent) -> str:
        return details_in_words(event) or "–"
