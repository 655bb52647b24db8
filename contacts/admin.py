import json
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import (
    DeletableAdmin,
    ReadOnlyAdmin,
    RefusableForm,
    Row,
    ServiceAdmin,
    person_of,
)
from contacts.choices import Source
from contacts.models import Contact, ContactEvent, ContactNote, ContactStatus, PhoneNumber
from contacts.services.contact_changes import FIELDS, ContactChanges
from contacts.services.create_contact import create_contact
from contacts.services.delete_contact import delete_contact
from contacts.services.delete_status import delete_status
from contacts.services.make_default_status import make_default_status
from contacts.services.phone_numbers import GivenNumber
from contacts.services.update_contact import update_contact


@admin.register(ContactStatus)
class ContactStatusAdmin(DeletableAdmin[ContactStatus]):
    list_display = ("name", "position", "is_default")
    search_fields = ("name",)
    fields = ("name", "position", "is_default")
    readonly_fields = ("is_default",)
    actions = ("make_default",)

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


FORM_FIELDS = ("phone_number", "seen_version")


class ContactForm(RefusableForm[Contact]):
    phone_number = forms.CharField(
        required=False,
        max_length=64,
        label="Primary phone number",
        help_text="In any form; with its country code unless it is of your own country",
    )

    # What the writer has seen, so that an edit made meanwhile isn't undone.
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["phone_number"] = self.instance.primary_number or ""
        self.initial["seen_version"] = self.instance.version

    @property
    def changes(self) -> ContactChanges:
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in FIELDS}
        return cast("ContactChanges", changed)

    @property
    def number(self) -> list[GivenNumber]:
        text = self.cleaned_data["phone_number"]
        return [GivenNumber(text=text, field="phone_number", is_primary=True)] if text else []


@admin.register(Contact)
class ContactAdmin(ServiceAdmin[Contact]):
    form: Any = ContactForm
    list_display = (
        "display_name",
        "primary_number",
        "company",
        "status",
        "owner",
        "source",
        "do_not_call",
        "created_at",
    )
    list_filter = ("status", "source", "do_not_call", "needs_attention")
    search_fields = ("name",)
    search_help_text = "Name, company, email, or a number in any form"
    autocomplete_fields = ("owner",)
    fields = (
        "name",
        "phone_number",
        "all_numbers",
        "company",
        "email",
        "status",
        "owner",
        ("do_not_call", "do_not_call_reason"),
        ("follow_up_at", "follow_up_note"),
        "needs_attention",
        "source",
        "created_at",
        "seen_version",
    )
    readonly_fields = ("all_numbers", "source", "created_at")
    actions = ("hide",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        return Contact.objects.live().with_details()

    def found(self, rows: Any, text: str, *, region: str | None) -> QuerySet[Contact]:
        found: QuerySet[Contact] = rows.search(text, region=region)
        return found

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        default = ContactStatus.objects.get(is_default=True)
        return {"status": default.pk, **super().get_changeform_initial_data(request)}

    def get_fields(self, request: HttpRequest, obj: Contact | None = None) -> Any:
        """Who only reads has no use for the form's own fields."""
        may_write = obj is None or self.has_change_permission(request, obj)
        return [name for name in self.fields if may_write or name not in FORM_FIELDS]

    @admin.display(description="all phone numbers")
    def all_numbers(self, contact: Contact) -> str:
        return ", ".join(str(number) for number in contact.live_numbers) or "–"

    def write(self, request: HttpRequest, form: ContactForm, *, row: Contact | None) -> Contact:
        actor = person_of(request)
        if row is None:
            return create_contact(
                actor=actor, source=Source.MANUAL, values=form.changes, numbers=form.number
            )
        numbers = others_of(row) if "phone_number" in form.changed_data else None
        primary = form.number[0] if numbers is not None and form.number else None
        return update_contact(
            contact_id=row.pk,
            actor=actor,
            changes=form.changes,
            numbers=None if primary else numbers,
            primary=primary,
            versions=[form.cleaned_data["seen_version"] or 0],
        )

    @admin.action(permissions=["hide"], description="Hide the selected contacts")
    def hide(self, request: HttpRequest, contacts: QuerySet[Contact]) -> None:
        for contact in contacts:
            delete_contact(contact_id=contact.pk, actor=person_of(request))
            self.log_change(request, contact, "Hidden")
        messages.success(request, "They are hidden. The API restores them for 30 days.")

    def has_hide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("contacts.delete_contact")


def others_of(contact: Contact) -> list[GivenNumber]:
    """All but the primary number, as they stand."""
    return [
        GivenNumber(
            text=number.e164,
            field="phone_number",
            raw=number.raw,
            region=number.region,
            extension=number.extension,
            label=number.label,
            is_shared=number.is_shared,
        )
        for number in contact.live_numbers
        if not number.is_primary
    ]


class OfContactAdmin(ReadOnlyAdmin[Row]):
    """Rows that belong to a contact and are found by it."""

    view_permission = "contacts.view_contact"
    list_select_related: ClassVar[Any] = ("contact",)
    ordering = ("-id",)
    search_fields = ("contact__name",)
    search_help_text = "The contact's name, company, email, or a number in any form"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        return super().get_queryset(request).filter(contact__deleted_at=None)

    def found(self, rows: QuerySet[Row], text: str, *, region: str | None) -> QuerySet[Row]:
        contacts = Contact.objects.live().search(text, region=region)
        return rows.filter(contact__in=contacts.order_by().values("pk"))


@admin.register(PhoneNumber)
class PhoneNumberAdmin(OfContactAdmin[PhoneNumber]):
    list_display = ("e164", "contact", "label", "is_primary", "is_shared")


@admin.register(ContactNote)
class ContactNoteAdmin(OfContactAdmin[ContactNote]):
    list_display = ("created_at", "contact", "author", "__str__")
    list_select_related = ("contact", "author")


@admin.register(ContactEvent)
class ContactEventAdmin(OfContactAdmin[ContactEvent]):
    list_display = ("created_at", "contact", "kind", "actor")
    list_select_related = ("contact", "actor")
    fields = readonly_fields = ("contact", "actor", "kind", "changes", "created_at")

    @admin.display(description="details")
    def changes(self, event: ContactEvent) -> str:
        return json.dumps(event.details_for_everybody, ensure_ascii=False, indent=2)
