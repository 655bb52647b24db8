from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.authentication import caller
from accounts.permissions import Need, Scope
from callcrm.api.exceptions import InvalidField
from callcrm.api.validation import refuse_unknown_parameters, validated
from portal.api.saved_view_serializers import (
    SavedViewListSerializer,
    SavedViewSerializer,
    ViewOrderSerializer,
)
from portal.models import SavedView
from portal.services.saved_views import (
    ViewChanges,
    change_view,
    delete_view,
    order_views,
    save_view,
)
from portal.view_counts import count_of

# Own rows, of whoever may use the pages that they lead to.
OWN = Need(Scope.CALLS_READ, "calls.view_calllog")
OWN_WRITE = Need(Scope.CALLS_WRITE, "calls.view_calllog")


class SavedViewViewSet(ViewSet):
    """Your own saved views, in your own order."""

    needs: ClassVar[dict[str, Need]] = {
        "list": OWN,
        "create": OWN_WRITE,
        "partial_update": OWN_WRITE,
        "destroy": OWN_WRITE,
        "reorder": OWN_WRITE,
    }

    @extend_schema(
        operation_id="list_saved_views",
        tags=["me"],
        parameters=[
            OpenApiParameter(
                "count", bool, description="Adds `count` to each, counted up to 100; null: unknown."
            )
        ],
        responses=SavedViewListSerializer,
    )
    def list(self, request: Request) -> Response:
        """Thirty at most, so without pages."""
        refuse_unknown_parameters(request, ("count",))
        wants_count = request.query_params.get("count", "false")
        if wants_count not in ("true", "false"):
            raise InvalidField("`count` is true or false.", field="count")
        viewer = caller(request)
        views = list(viewer.saved_views.all())
        rows = [as_json(view) for view in views]
        if wants_count == "true":
            for row, view in zip(rows, views, strict=True):
                row["count"] = count_of(view, request=request, viewer=viewer)
        return Response({"results": rows})

    @extend_schema(
        operation_id="save_view",
        tags=["me"],
        request=SavedViewSerializer,
        responses={201: SavedViewSerializer},
    )
    def create(self, request: Request) -> Response:
        """Keeps a list with its filters under a name."""
        sent = validated(SavedViewSerializer(data=request.data))
        view = save_view(owner=caller(request), values=cast("ViewChanges", sent))
        return Response(as_json(view), status=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="change_saved_view",
        tags=["me"],
        request=SavedViewSerializer,
        responses=SavedViewSerializer,
    )
    def partial_update(self, request: Request, view_id: UUID) -> Response:
        """Another name, or other filters under the same."""
        sent = validated(SavedViewSerializer(data=request.data, partial=True))
        view = change_view(
            view_id=view_id, owner=caller(request), changes=cast("ViewChanges", sent)
        )
        return Response(as_json(view))

    @extend_schema(operation_id="delete_saved_view", tags=["me"], responses={204: None})
    def destroy(self, request: Request, view_id: UUID) -> Response:
        """Deletes the view; what it listed stays."""
        delete_view(view_id=view_id, owner=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="order_saved_views",
        tags=["me"],
        request=ViewOrderSerializer,
        responses=SavedViewListSerializer,
    )
    def reorder(self, request: Request) -> Response:
        """All of your views in their new order."""
        owner = caller(request)
        order_views(owner=owner, ids=validated(ViewOrderSerializer(data=request.data))["ids"])
        return Response({"results": [as_json(view) for view in owner.saved_views.all()]})


def as_json(view: SavedView) -> dict[str, Any]:
    return dict(SavedViewSerializer(view).data)
