from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from accounts.admin_base import ServiceAdmin, person_of
from accounts.models import User
from accounts.services.change_person import change_person
from accounts.services.create_person import create_person
from accounts.services.grants import grantable_roles, may_do_more
from accounts.services.person_changes import FOR_SUPERUSERS, PersonChanges, not_ones_own
from accounts.services.reset_password import reset_password
from callcrm.api.exceptions import DomainError

PERSON = ("username", "first_name", "last_name", "email")
WORK = ("role", "team", "teams", "region", "time_zone")
RIGHTS = ("is_active", "is_staff")
DATES = ("last_login", "date_joined")
HELP = {
    "role": "What the person may do, and whose calls they see",
    "team": "Whose calls the person's own count among",
    "teams": "Whose calls a support or supervisor works on; other roles need none",
    "time_zone": "When the person's “today” begins, such as Europe/London",
    "is_active": "Without it the person's sessions, tokens and phones stop working at once.",
    "is_staff": "May open this admin, and do there what the role allows",
}


class PersonAdmin(ServiceAdmin[User]):
    """People who work here. Passwords are random and shown once: nobody types another's.

    Registered by the portal, which adds what their calls say of their work.
    """

    change_form_template = "admin/accounts/user/change_form.html"
    list_display = ("username", "display_name", "role", "team", "is_active", "is_staff")
    list_filter = ("role", "is_active", "is_staff")
    list_select_related = ("team",)
    search_fields = ("username", "first_name", "last_name", "email")
    autocomplete_fields = ("team", "teams")
    filter_horizontal = ("user_permissions",)
    ordering = ("username",)
    actions = ("deactivate",)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        rights = (*RIGHTS, *sorted(FOR_SUPERUSERS)) if person_of(request).is_superuser else RIGHTS
        fieldsets = [
            ("Person", {"fields": PERSON}),
            ("Work", {"fields": WORK}),
            ("Rights", {"fields": rights}),
        ]
        return [*fieldsets, ("Dates", {"fields": DATES})] if obj else fieldsets

    def get_readonly_fields(
        self,
        request: HttpRequest,
        obj: User | None = None,
    ) -> tuple[str, ...]:
        is_oneself = obj is not None and obj.pk == person_of(request).pk
        return (*DATES, *(sorted(not_ones_own(person_of(request))) if is_oneself else ()))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        # Django asks many times for one page; the service asks anew before it writes.
        answers: dict[UUID, bool] = vars(request).setdefault("may_change", {})
        if obj.pk not in answers:
            answers[obj.pk] = not may_do_more(obj, than=person_of(request))
        return answers[obj.pk]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in HELP:
            kwargs["help_text"] = HELP[db_field.name]
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role":
            roles = grantable_roles(person_of(request))
            kwargs["choices"] = [("", "No role"), *((role.value, role.label) for role in roles)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def write(self, request: HttpRequest, form: Any, *, row: User | None) -> User:
        actor = person_of(request)
        if row is None:
            person, password = create_person(
                actor=actor, values=cast("PersonChanges", form.cleaned_data)
            )
            show_password(request, person, password)
            return person
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        return change_person(person_id=row.pk, actor=actor, changes=cast("PersonChanges", changes))

    @admin.action(permissions=["change"], description="Deactivate the selected people")
    def deactivate(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            change_person(
                person_id=person.pk, actor=person_of(request), changes={"is_active": False}
            )
            self.log_change(request, person, "Deactivated")
        messages.success(
            request, "They are deactivated: sessions, tokens and phones stop working at once."
        )

    # --- Passwords -----------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.reset_view)
        return [
            path("<uuid:person_id>/password/", view, name="reset-password"),
            *super().get_urls(),
        ]

    def reset_view(self, request: HttpRequest, person_id: UUID) -> HttpResponse:
        person = get_object_or_404(User, pk=person_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "title": f"Reset the password of {person.username}",
                "opts": self.opts,
                "person": person,
            }
            return TemplateResponse(request, "admin/accounts/user/reset_password.html", context)
        try:
            password = reset_password(person_id=person_id, actor=person_of(request))
        except DomainError as error:
            messages.error(request, error.detail)
        else:
            show_password(request, person, password)
            self.log_change(request, person, "Reset the password")
        return redirect("admin:accounts_user_change", person_id)


def show_password(request: HttpRequest, person: User, password: str) -> None:
    messages.warning(
        request,
        f"The new password of {person.username}, shown this once: {password} "
        "Ask them to change it after signing in.",
    )
