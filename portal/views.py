from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where a person starts: signed in, their ways on; else the way in."""
    return render(request, "portal/home.html")
