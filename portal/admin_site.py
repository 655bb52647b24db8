from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from callcrm.api.problems import PROBLEMS


class StaffSite(AdminSite):
    """Django's admin, entered through our own sign-in page: one look, and one guard on guessing."""

    site_title = "callcrm"
    site_header = "callcrm"
    index_title = "Admin"

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            return no_permission_page(request)
        return redirect_to_login(wanted, reverse("sign-in"))


def no_permission_page(request: HttpRequest) -> HttpResponse:
    detail = (
        f"You are signed in as {request.user.get_username()}, who may not open the admin. "
        "Ask a manager, or sign in as somebody who may."
    )
    context = {"problem": PROBLEMS["permission_denied"], "detail": detail}
    return render(request, "portal/problem.html", context, status=403)
