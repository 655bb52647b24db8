from django.urls import path

from portal.api.overview import OverviewView
from portal.api.review import ReviewViewSet
from portal.api.saved_views import SavedViewViewSet
from portal.api.team_report import TeamReportView

urlpatterns = [
    path("overview", OverviewView.as_view(), name="overview"),
    path("reports/team", TeamReportView.as_view(), name="team-report"),
    path("review", ReviewViewSet.as_view({"get": "list"}), name="review-list"),
    path("review/counts", ReviewViewSet.as_view({"get": "counts"}), name="review-counts"),
    path("views", SavedViewViewSet.as_view({"get": "list", "post": "create"}), name="view-list"),
    path("views/order", SavedViewViewSet.as_view({"put": "reorder"}), name="view-order"),
    path(
        "views/<uuid:view_id>",
        SavedViewViewSet.as_view({"patch": "partial_update", "delete": "destroy"}),
        name="view-detail",
    ),
]
