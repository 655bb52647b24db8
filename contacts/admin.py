from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from accounts.admin_base import ServiceAdmin, person_of, shortened
from accounts.models import User
from callcrm.api.exceptions import InvalidField
from contacts import (  # noqa: F401 - Django looks for admin.py only
    admin_belongings,
    admin_statuses,
)
from contacts.admin_contact_form import ContactActionForm, ContactForm
from contacts.admin_export import contacts_csv
from contacts.admin_filters import HiddenFilter, OwnerFilter, as_id
from contacts.admin_number_fields import field_names, with_fields_of
from contacts.admin_sections import listed_name, sections_of
from contacts.admin_selection import few_enough, hiding_of
from contacts.choices import Source
from contacts.models import Contact, ContactStatus
from contacts.services.add_contact_note import add_contact_note
from contacts.services.contact_changes import ContactChanges
from contacts.services.create_contact import create_contact
from contacts.services.delete_contact import delete_contact
from contacts.services.merge_several import merge_several
from contacts.services.restore_contact import restore_contact
from contacts.services.update_contact import update_contact

FORM_FIELDS = ("phone_number", "other_numbers", "new_note", "seen_version")
MOST_MERGED_AT_ONCE = 20


@admin.register(Contact)
class ContactAdmin(ServiceAdmin[Contact]):
    form: Any = ContactForm
    action_form = ContactActionForm
    change_form_template = "contacts/admin/change_form.html"
    list_display = (
        "shown_name",
        "shown_number",
        "shown_company",
        "status",
        "owner",
        "marks",
        "source",
        "created_at",
    )
    list_filter = (
        "status",
        OwnerFilter,
        "source",
        "do_not_call",
        "needs_attention",
        HiddenFilter,
    )
    search_fields = ("name",)
    search_help_text = "Name, company, email, or a number in any form"
    autocomplete_fields = ("owner",)
    fields = (
        "name",
        "phone_number",
        "other_numbers",
        "company",
        "email",
        "status",
        "owner",
        ("do_not_call", "do_not_call_reason"),
        ("follow_up_at", "follow_up_note"),
        "needs_attention",
        "new_note",
        "source",
        "created_at",
        "deleted_at",
        "seen_version",
    )
    readonly_fields = ("source", "created_at", "deleted_at")
    actions = ("set_status", "set_owner", "merge", "hide", "restore", "export")

    # --- Which contacts ----------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """With hidden ones for who may hide: the list leaves them out until it is asked."""
        contacts = Contact.objects.with_details()
        if self.has_hide_permission(request):
            return contacts.filter(merged_into=None)
        return contacts.live()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Contact], search_term: str
    ) -> tuple[QuerySet[Contact], bool]:
        """Nothing can be given to a hidden contact: those who choose one aren't offered it."""
        is_choice = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        rows = queryset.filter(deleted_at=None) if is_choice else queryset
        return super().get_search_results(request, rows, search_term)

    def found(self, rows: Any, text: str, *, viewer: User) -> QuerySet[Contact]:
        found: QuerySet[Contact] = rows.search(text, region=viewer.phone_region, with_retired=True)
        return found

    def has_change_permission(self, request: HttpRequest, obj: Contact | None = None) -> bool:
        is_hidden = obj is not None and obj.deleted_at is not None
        return not is_hidden and super().has_change_permission(request, obj)

    @admin.display(description="name")
    def shown_name(self, contact: Contact) -> str:
        return listed_name(contact)

    @admin.display(description="number", empty_value="–")
    def shown_number(self, contact: Contact) -> str | None:
        return contact.primary_number

    @admin.display(description="company")
    def shown_company(self, contact: Contact) -> str:
        return shortened(contact.company)

    @admin.display(description="note well")
    def marks(self, contact: Contact) -> str:
        """In words: a red cross for everybody who may be called reads as a warning."""
        marks = {"Do not call": contact.do_not_call, "Needs attention": contact.needs_attention}
        return ", ".join(mark for mark, is_so in marks.items() if is_so)

    # --- The form ----------------------------------------------------------------------------

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """Its suggestions are a list of people, which not everybody may see."""
        return self.autocomplete_fields if request.user.has_perm("accounts.view_user") else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner" and "owner" not in self.get_autocomplete_fields(request):
            return forms.ModelChoiceField(
                User.objects.all(),
                to_field_name="username",
                required=False,
                widget=forms.TextInput,
                help_text="A username",
                error_messages={"invalid_choice": "Nobody has this username."},
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        default = ContactStatus.objects.get(is_default=True)
        return {"status": default.pk, **super().get_changeform_initial_data(request)}

    def get_fields(self, request: HttpRequest, obj: Contact | None = None) -> Any:
        """Who only reads has no use for the form's own fields."""
        may_write = obj is None or self.has_change_permission(request, obj)
        needless = set() if may_write else set(FORM_FIELDS)
        if obj is None or obj.deleted_at is None:
            needless.add("deleted_at")
        if obj is None:
            needless |= {"source", "created_at"}
        fields: list[Any] = [name for name in self.fields if name not in needless]
        if obj is not None and may_write:
            at = fields.index("other_numbers") + 1
            fields[at:at] = field_names(obj.live_numbers)
        return fields

    def get_form(
        self,
        request: HttpRequest,
        obj: Contact | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - as Django calls it
        **kwargs: Any,
    ) -> Any:
        if obj is not None:
            kwargs["form"] = with_fields_of(self.form, obj.live_numbers)
        return super().get_form(request, obj, change, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if contact := kwargs.get("obj"):
            context["sections"] = sections_of(contact, viewer=person_of(request))
            context["hiding"] = hiding_of(self, request, contact)
            context["subtitle"] = contact.display_name
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: ContactForm, *, row: Contact | None) -> Contact:
        actor = person_of(request)
        if row is None:
            contact = create_contact(
                actor=actor, source=Source.MANUAL, values=form.changes, numbers=form.all_numbers
            )
        else:
            is_list_changed = (
                "other_numbers" in form.changed_data or form.changes_what_is_known_of_numbers
            )
            is_primary_alone = form.primary and not is_list_changed
            has_new_numbers = is_list_changed or "phone_number" in form.changed_data
            contact = update_contact(
                contact_id=row.pk,
                actor=actor,
                changes=form.changes,
                numbers=form.all_numbers if has_new_numbers and not is_primary_alone else None,
                primary=form.primary if has_new_numbers and is_primary_alone else None,
                versions=[form.cleaned_data["seen_version"] or 0],
            )
        if text := form.cleaned_data["new_note"]:
            add_contact_note(contact_id=contact.pk, author=actor, text=text)
        return contact

    # --- Actions -----------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """A hidden contact is brought back before anything else is done with it."""
        actions = super().get_actions(request)
        is_of_hidden = request.GET.get(HiddenFilter.parameter_name) == "yes"
        fitting = {"restore", "export"} if is_of_hidden else set(actions) - {"restore"}
        return {name: action for name, action in actions.items() if name in fitting}

    def has_hide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("contacts.delete_contact")

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("contacts.merge_contact")

    @admin.action(permissions=["change"], description="Set the status of the selected contacts")
    def set_status(self, request: HttpRequest, contacts: QuerySet[Contact]) -> None:
        chosen = as_id(request.POST.get("status"))
        status = ContactStatus.objects.filter(pk=chosen).first() if chosen else None
        if status is None:
            raise InvalidField("Choose the status beside the action.")
        self.change_all(request, contacts, {"status": status})
        messages.success(request, f"Their status is {status}.")

    @admin.action(permissions=["change"], description="Set the owner of the selected contacts")
    def set_owner(self, request: HttpRequest, contacts: QuerySet[Contact]) -> None:
        username = request.POST.get("owner", "").strip()
        owner = User.objects.filter(username=username, is_active=True).first()
        if owner is None:
            raise InvalidField("Write the new owner's username beside the action.")
        self.change_all(request, contacts, {"owner": owner})
        messages.success(request, f"They belong to {owner.display_name}.")

    def change_all(
        self, request: HttpRequest, contacts: QuerySet[Contact], changes: ContactChanges
    ) -> None:
        for contact in few_enough(contacts):
            update_contact(contact_id=contact.pk, actor=person_of(request), changes=changes)
            self.log_change(request, contact, f"Set {', '.join(changes)}")

    @admin.action(permissions=["hide"], description="Hide the selected contacts")
    def hide(self, request: HttpRequest, contacts: QuerySet[Contact]) -> None:
        for contact in few_enough(contacts):
            delete_contact(contact_id=contact.pk, actor=person_of(request))
            self.log_change(request, contact, "Hidden")
        messages.success(request, "They are hidden. The filter Hidden restores them for 30 days.")

    @admin.action(permissions=["hide"], description="Restore the selected contacts")
    def restore(self, request: HttpRequest, contacts: QuerySet[Contact]) -> None:
        for contact in few_enough(contacts):
            restore_contact(contact_id=contact.pk, actor=person_of(request))
            self.log_change(request, contact, "Restored")
        messages.success(request, "They are back, with their numbers.")

    @admin.action(permissions=["merge"], description="Merge the selected contacts")
    def merge(self, request: HttpRequest, contacts: QuerySet[Contact]) -> HttpResponseBase | None:
        chosen = few_enough(contacts, most=MOST_MERGED_AT_ONCE)
        if len(chosen) == 1:
            raise InvalidField("Select two contacts or more.")
        survivor_id = as_id(request.POST.get("survivor"))
        survivor = next((contact for contact in chosen if contact.pk == survivor_id), None)
        if survivor is None:
            context = {
                **self.admin_site.each_context(request),
                "title": "Merge contacts",
                "opts": self.opts,
                "contacts": chosen,
            }
            return TemplateResponse(request, "contacts/admin/merge.html", context)
        duplicates = [contact.pk for contact in chosen if contact != survivor]
        merge_several(survivor_id=survivor.pk, duplicate_ids=duplicates, actor=person_of(request))
        self.log_change(request, survivor, f"Merged {len(duplicates)} contacts into it")
        messages.success(request, f"They are one contact now: {survivor.display_name}.")
        return None

    @admin.action(permissions=["view"], description="Export the selected contacts as CSV")
    def export(self, request: HttpRequest, contacts: Any) -> HttpResponseBase:
        return contacts_csv(contacts)
