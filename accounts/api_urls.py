from django.urls import path

from accounts.views import MeView, TeamsView, UsersView

urlpatterns = [
    path("me", MeView.as_view(), name="me"),
    path("users", UsersView.as_view(), name="user-list"),
    path("teams", TeamsView.as_view(), name="team-list"),
]
