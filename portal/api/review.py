from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.exceptions import InvalidField
from callcrm.api.page_shape import CountSerializer, PageSerializer
from callcrm.api.pagination import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    PageRequest,
    in_page_order,
    page_body,
)
from callcrm.api.validation import refuse_unknown_parameters
from calls.serializers.call_log import CallLogSerializer, calls_as_json
from contacts.models import Contact
from contacts.serializers.contact import ContactSerializer, contacts_as_json
from portal.done_today import done_today
from portal.review import Case, CaseKind, case_counts, cases_slice, newest_calls

READ = Need(Scope.CALLS_READ, "calls.review_call")


class CaseSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(CaseKind.choices)
    at = serializers.DateTimeField(help_text="When the call started or the lead was made.")
    id = serializers.UUIDField(help_text="The call's, or the new lead's contact's.")
    call = CallLogSerializer(
        allow_null=True, help_text="Of a new lead: its newest that you may see."
    )
    contact = ContactSerializer(allow_null=True, help_text="Of a new lead only.")


class ReviewPageSerializer(PageSerializer):
    results = CaseSerializer(many=True)


class ReviewCountsSerializer(serializers.Serializer[Any]):
    """What waits, counted up to 100 each, and what you have done."""

    unlinked = CountSerializer()
    invalid_number = CountSerializer()
    recording = CountSerializer()
    new_lead = CountSerializer()
    done_today = serializers.IntegerField(
        help_text="Since midnight in your time zone: calls you reviewed, calls in need of "
        "attention you decided on, leads you looked at. What is undone or taken back isn't counted."
    )


class ReviewViewSet(ViewSet):
    """What waits for somebody to decide, of the calls that you may see."""

    needs: ClassVar[dict[str, Need]] = {"list": READ, "counts": READ}

    @extend_schema(
        operation_id="list_review",
        tags=["calls"],
        parameters=[
            OpenApiParameter("kind", enum=CaseKind.values, description="Only these cases."),
            OpenApiParameter("cursor", str, description="From `next` or `previous`."),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            ),
        ],
        responses=ReviewPageSerializer,
    )
    def list(self, request: Request) -> Response:
        """Newest first: calls whose number needs attention, recordings that were quarantined or
        failed on calls that nobody reviewed, and contacts made from a call that nobody looked at.
        """
        refuse_unknown_parameters(request, ("kind", "cursor", "limit"))
        page = PageRequest.of(request)
        cases = cases_slice(
            caller(request), kinds=chosen_kinds(request), cursor=page.cursor, limit=page.limit
        )
        results = cases_as_json(in_page_order(cases, page), request=request)
        return Response(page_body(request, page, results, [case.key for case in cases]))

    @extend_schema(operation_id="count_review", tags=["calls"], responses=ReviewCountsSerializer)
    def counts(self, request: Request) -> Response:
        """How many cases wait, by kind, and how many you have done today."""
        refuse_unknown_parameters(request, ())
        viewer = caller(request)
        return Response({**case_counts(viewer), "done_today": done_today(viewer)})


def chosen_kinds(request: Request) -> list[CaseKind]:
    kind = request.query_params.get("kind")
    if kind is None:
        return list(CaseKind)
    if kind not in CaseKind.values:
        raise InvalidField(f"Use one of: {', '.join(CaseKind.values)}.", field="kind")
    return [CaseKind(kind)]


def cases_as_json(cases: list[Case], *, request: Request) -> list[dict[str, Any]]:
    """Five queries, however many cases."""
    viewer = caller(request)
    leads = [case.contact_id for case in cases if case.contact_id]
    calls_of_leads = newest_calls(leads, viewer=viewer) if leads else {}
    call_ids = [case.call_id for case in cases if case.call_id]
    calls = calls_as_json([*call_ids, *calls_of_leads.values()], request=request)
    contacts = Contact.objects.with_details().in_bulk(leads)
    shown = contacts_as_json([contacts[pk] for pk in leads], viewer=viewer)
    contact_json = dict(zip(leads, shown, strict=True))

    def call_json(case: Case) -> dict[str, Any] | None:
        call_id = case.call_id or (case.contact_id and calls_of_leads.get(case.contact_id))
        return calls.get(call_id) if call_id else None

    return [
        {
            "kind": case.kind.value,
            "at": case.at,
            "id": case.id,
            "call": call_json(case),
            "contact": contact_json[case.contact_id] if case.contact_id else None,
        }
        for case in cases
    ]
