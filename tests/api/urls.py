"""Views that go wrong in every way, to be seen beside the real routes."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.urls import path
from rest_framework import exceptions as drf
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from callcrm.api.exceptions import DomainError, InvalidField
from callcrm.api.pagination import PAGE_PARAMETERS, paginated
from callcrm.api.validation import refuse_unknown_parameters, validated
from callcrm.urls import handler400, handler403, handler404, handler500
from callcrm.urls import urlpatterns as real
from contacts.models import Contact

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class DuplicatePhone(DomainError):
    code = "duplicate_phone"


FAULTS = {
    "bug": RuntimeError("the password is hunter2"),
    "database-gone": OperationalError("connection to 10.0.0.7 lost"),
    "connection-closed": InterfaceError("connection already closed"),
    "missing": Http404("no such thing"),
    "forbidden": PermissionDenied("never"),
    "suspicious": SuspiciousOperation("odd"),
    "throttled": drf.Throttled(wait=timedelta(seconds=1.5).total_seconds()),
    "duplicate": DuplicatePhone("Somebody has it.", contact_id="c-1", retry_after_seconds=7),
    "invalid-field": InvalidField("Use a later day.", field="follow_up_at"),
}


class Faulty(APIView):
    permission_classes = (AllowAny,)

    def get(self, request: Request, fault: str) -> Response:
        raise FAULTS[fault]


class NumberSerializer(serializers.Serializer[object]):
    e164 = serializers.CharField()
    is_valid_number = serializers.BooleanField(read_only=True)


class PersonSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=10)
    age = serializers.FloatField(required=False)
    id = serializers.IntegerField(read_only=True)
    numbers = NumberSerializer(many=True, required=False)
    employer = NumberSerializer(required=False)


class Echo(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    def post(self, request: Request) -> Response:
        return Response(validated(PersonSerializer(data=request.data)))


class ContactPages(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    def get(self, request: Request) -> Response:
        refuse_unknown_parameters(request, {*PAGE_PARAMETERS, "search"})
        return Response(
            paginated(
                request,
                Contact.objects.all(),
                lambda contacts: [contact.name for contact in contacts],
                time_field="created_at",
            )
        )


urlpatterns = [
    path("v1/test/faulty/<slug:fault>", Faulty.as_view()),
    path("v1/test/echo", Echo.as_view()),
    path("v1/test/pages", ContactPages.as_view()),
    *real,
]
