from django.contrib import admin
from django.urls import include, path

from callcrm.api.documentation import OpenApiDocument, OpenApiPage
from callcrm.health import healthz, readyz
from callcrm.monitoring.views import metrics

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("v1/", include("accounts.api_urls")),
    path("v1/", include("contacts.api_urls")),
    path("v1/", include("calls.api_urls")),
    path("v1/", include("portal.api_urls")),
    path("v1/openapi.json", OpenApiDocument.as_view(), name="openapi"),
    path("v1/docs", OpenApiPage.as_view(), name="docs"),
    path("", include("portal.urls")),
]

handler400 = "callcrm.errors.bad_request"
handler403 = "callcrm.errors.permission_denied"
handler404 = "callcrm.errors.not_found"
handler500 = "callcrm.errors.server_error"
