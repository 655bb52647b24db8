from django.urls import path

from contacts.views.contacts import ContactViewSet
from contacts.views.statuses import StatusesView

urlpatterns = [
    path(
        "contacts",
        ContactViewSet.as_view({"get": "list", "post": "create"}),
        name="contact-list",
    ),
    path(
        "contacts/<uuid:contact_id>",
        ContactViewSet.as_view(
            {
                "get": "retrieve",
                "put": "update",
                "patch": "partial_update",
                "delete": "destroy",
            }
        ),
        name="contact-detail",
    ),
    path(
        "contacts/<uuid:contact_id>/timeline",
        ContactViewSet.as_view({"get": "timeline"}),
        name="contact-timeline",
    ),
    path(
        "contacts/<uuid:contact_id>/notes",
        ContactViewSet.as_view({"get": "notes", "post": "add_note"}),
        name="contact-notes",
    ),
    path(
        "contacts/<uuid:contact_id>/merge",
        ContactViewSet.as_view({"post": "merge"}),
        name="contact-merge",
    ),
    path(
        "contacts/<uuid:contact_id>/restore",
        ContactViewSet.as_view({"post": "restore"}),
        name="contact-restore",
    ),
    path(
        "contacts/<uuid:contact_id>/rhythm",
        ContactViewSet.as_view({"get": "rhythm"}),
        name="contact-rhythm",
    ),
    path(
        "contacts/<uuid:contact_id>/review",
        ContactViewSet.as_view({"put": "review", "delete": "reopen"}),
        name="contact-review",
    ),
    path("statuses", StatusesView.as_view(), name="status-list"),
]
