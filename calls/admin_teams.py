from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from accounts.admin import TeamAdmin
from accounts.admin_base import DeletableAdmin, Row, person_of
from accounts.models import Team
from calls.models import ExcludedNumber, TeamPhoneNumber
from contacts.forms import E164Field

if TYPE_CHECKING:
    TeamInline = admin.TabularInline[Any, Team]
    NumberForm = forms.ModelForm[ExcludedNumber]
else:
    TeamInline = admin.TabularInline
    NumberForm = forms.ModelForm


def number_field(request: HttpRequest, team: Team | None = None) -> E164Field:
    """Reads national numbers as the team's phones dial them, or as whoever types them does."""
    region = team.region if team else ""
    return E164Field(
        label="Phone number",
        help_text="In any form; with its country code unless it is of the team's own country",
        regions=[region or None, person_of(request).phone_region],
    )


class NumberInline(TeamInline):
    extra = 1
    team: Team | None = None

    def get_formset(self, request: HttpRequest, obj: Team | None = None, **kwargs: Any) -> Any:
        self.team = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "e164":
            return number_field(request, self.team)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class OwnNumberInline(NumberInline):
    model = TeamPhoneNumber
    verbose_name = "own number"
    verbose_name_plural = "own numbers: never contacts"


class ExcludedNumberForm(NumberForm):
    def clean(self) -> dict[str, Any]:
        """Django checks a constraint over the team only where the team is a field of the form."""
        cleaned = super().clean() or self.cleaned_data
        others = ExcludedNumber.objects.filter(team=self.instance.team_id)
        if others.filter(e164=cleaned.get("e164")).exclude(pk=self.instance.pk).exists():
            self.add_error("e164", "This number is on the team's list already.")
        return cleaned


class ExcludedNumberInline(NumberInline):
    model = ExcludedNumber
    form: Any = ExcludedNumberForm
    verbose_name = "private number"
    verbose_name_plural = "private numbers: neither number nor audio of their calls is kept"


@admin.register(Team)
class TeamWithNumbersAdmin(TeamAdmin):
    inlines = (OwnNumberInline, ExcludedNumberInline)


class SpecialNumberAdmin(DeletableAdmin[Row]):
    search_fields = ("e164__contains",)
    autocomplete_fields = ("team",)
    list_select_related = ("team",)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "e164":
            return number_field(request)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(TeamPhoneNumber)
class TeamPhoneNumberAdmin(SpecialNumberAdmin[TeamPhoneNumber]):
    list_display = ("e164", "team", "label")


@admin.register(ExcludedNumber)
class ExcludedNumberAdmin(SpecialNumberAdmin[ExcludedNumber]):
    list_display = ("e164", "team", "reason")
