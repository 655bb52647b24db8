from collections.abc import Mapping
from typing import ClassVar, cast

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.permissions import Need
from accounts.serializers.me import MeSerializer
from callcrm.api.validation import refuse_unknown_parameters


class MeView(APIView):
    needs: ClassVar[Mapping[str, Need]] = {"get": Need(scope=None, permission=None)}

    @extend_schema(operation_id="retrieve_me", responses=MeSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Who am I, and what may I do?"""
        refuse_unknown_parameters(request, ())
        person = cast("User", request.user)
        return Response(MeSerializer(person, context={"request": request}).data)


class ChangePassword(PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        messages.success(self.request, "Your password was changed.")
        return super().form_valid(form)
