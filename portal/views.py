from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.serializers.me import MeSerializer
from portal.first_load import first_load


@require_safe
def to_the_portal(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("portal")


@require_safe
@login_required
@never_cache
@ensure_csrf_cookie
def app(request: HttpRequest, path: str = "") -> HttpResponse:
    """One page for everything below /portal/: the app in it reads the rest of the address."""
    if not settings.PORTAL_MANIFEST.exists():
        return render(request, "portal/not_built.html", status=503)
    user = cast("User", request.user)
    first = first_load(path, query=request.GET, user=user)
    me = MeSerializer(user, context={"request": request}).data
    return render(request, "portal/app.html", {"first": first, "me": me})
