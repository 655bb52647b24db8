from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone

from callcrm.api.problems import PROBLEMS
from contacts.models import Contact


class Choices(AutocompleteJsonView):
    """What is offered to whoever types a name: enough to tell two of the same name apart."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        choice: dict[str, str] = super().serialize_result(obj, to_field_name)
        if isinstance(obj, Contact):
            told = (obj.display_name, obj.name and obj.primary_number, obj.company)
            choice["text"] = ", ".join(filter(None, told))
        return choice


ROOMS = {
    "contacts": "Contacts",
    "calls": "Calls",
    "accounts": "People and phones",
    "procrastinate": "Worker",
}
FIRST = ["Contact", "CallLog", "Listen", "Upload", "User", "Team", "Device"]

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class StaffSite(AdminSite):
    """Django's admin, entered through our own sign-in page: one look, and one guard on guessing."""

    site_title = "callcrm"
    site_header = "callcrm"
    index_title = "Admin"
    empty_value_display = "–"

    # Two positional parameters, as Django's own.
    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002
        return in_own_time_zone(super().admin_view(view, cacheable))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", Choices.as_view(admin_site=self)(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """What a day begins with stands first. The queue's library goes by its own name; people
        know of jobs."""
        rooms = super().get_app_list(request, app_label)
        for room in rooms:
            if room["app_label"] == "procrastinate":
                room["models"][0]["name"] = "Jobs"
            room["name"] = ROOMS.get(room["app_label"], room["name"])
            room["models"].sort(key=lambda model: order_of(model["object_name"], FIRST))
        return sorted(rooms, key=lambda room: order_of(room["app_label"], list(ROOMS)))

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            return no_permission_page(request)
        return redirect_to_login(wanted, reverse("sign-in"))


def order_of(name: str, first: list[str]) -> tuple[int, str]:
    """What isn't among the first follows them by its name."""
    return (first.index(name), "") if name in first else (len(first), name)


def in_own_time_zone(view: View) -> View:
    """Times are shown and read in the zone of whoever looks at them."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        zone = getattr(request.user, "time_zone", None)
        with timezone.override(ZoneInfo(zone) if zone else None):
            response = view(request, *args, **kwargs)
            # Django would render it after us, in UTC again.
            return response.render() if isinstance(response, SimpleTemplateResponse) else response

    return cast("View", inner)


def no_permission_page(request: HttpRequest) -> HttpResponse:
    detail = (
        f"You are signed in as {request.user.get_username()}, who may not open the admin. "
        "Ask a manager, or sign in as somebody who may."
    )
    context = {"problem": PROBLEMS["permission_denied"], "detail": detail}
    return render(request, "portal/problem.html", context, status=403)
