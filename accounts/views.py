from collections.abc import Mapping
from typing import ClassVar, cast

from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.forms import SignInForm
from accounts.models import Team, User
from accounts.permissions import Need, Scope
from accounts.querysets import named
from accounts.serializers.directory import (
    TeamListSerializer,
    TeamSerializer,
    UserPageSerializer,
    UserSerializer,
)
from accounts.serializers.me import MeSerializer
from callcrm.api.exceptions import InvalidField
from callcrm.api.pagination import DEFAULT_LIMIT, MAX_LIMIT, paginated
from callcrm.api.problems import problem_response
from callcrm.api.validation import refuse_unknown_parameters

MAX_SEARCH_LENGTH = 100
# Contacts have owners and calls agents: whoever sees the ones knows the others.
DIRECTORY = Need(Scope.CONTACTS_READ, "contacts.view_contact")


class MeView(APIView):
    needs: ClassVar[Mapping[str, Need]] = {"get": Need(scope=None, permission=None)}

    @extend_schema(operation_id="retrieve_me", responses=MeSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Who am I, and what may I do?"""
        refuse_unknown_parameters(request, ())
        person = cast("User", request.user)
        return Response(MeSerializer(person, context={"request": request}).data)


class UsersView(APIView):
    needs: ClassVar[Mapping[str, Need]] = {"get": DIRECTORY}

    @extend_schema(
        operation_id="list_users",
        tags=["people"],
        summary="Who works here, newest first",
        parameters=[
            OpenApiParameter(
                "search",
                {"type": "string", "minLength": 1, "maxLength": MAX_SEARCH_LENGTH},
                description="Words of a name or username; all must be found",
            ),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            ),
            OpenApiParameter("cursor", str, description="From `next` or `previous`"),
        ],
        responses=UserPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """People of every role, the deactivated included: calls and notes still name them."""
        refuse_unknown_parameters(request, ("search", "limit", "cursor"))
        people = User.objects.select_related("team").filter(searched(request))
        return Response(
            paginated(
                request,
                people,
                lambda page: UserSerializer(page, many=True).data,
                time_field="date_joined",
            )
        )


class TeamsView(APIView):
    needs: ClassVar[Mapping[str, Need]] = {"get": DIRECTORY}

    @extend_schema(
        operation_id="list_teams",
        tags=["people"],
        summary="All teams by name: a short list without pages",
        responses=TeamListSerializer,
    )
    def get(self, request: Request) -> Response:
        refuse_unknown_parameters(request, ())
        return Response({"results": TeamSerializer(Team.objects.all(), many=True).data})


def searched(request: Request) -> Q:
    """Raises `InvalidField`: a search that finds nothing in particular would show everybody."""
    text = request.query_params.get("search")
    if text is None:
        return Q()
    if not text.strip() or len(text) > MAX_SEARCH_LENGTH:
        raise InvalidField(
            f"Search for words of a name, 1 to {MAX_SEARCH_LENGTH} characters.", field="search"
        )
    return named(text)


class ChangePassword(PasswordChangeView):
    template_name = "accounts/password.html"
    # The account page says that it was done.
    success_url = "/portal/account?done=password"


class SignInAgain(LoginView):
    """The portal's dialog over a page whose session ended: it asks for the password only.

    204, or a problem. After too many tries django-axes answers 429 with a sentence.
    """

    http_method_names = ["post"]  # noqa: RUF012 - as Django declares it
    authentication_form = SignInForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        login(self.request, form.get_user())
        return HttpResponse(status=204)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        errors = [
            {
                "field": field if field != NON_FIELD_ERRORS else "password",
                "code": "invalid",
                "message": str(message),
            }
            for field, messages in form.errors.items()
            for message in messages
        ]
        return problem_response(
            self.request, code="invalid", detail=errors[0]["message"], errors=errors
        )
