from django.urls import path

from portal.views import app, to_the_portal

urlpatterns = [
    path("", to_the_portal, name="home"),
    path("portal", to_the_portal),
    path("portal/", app, name="portal"),
    path("portal/<path:path>", app),
]
