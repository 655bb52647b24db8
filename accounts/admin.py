import django.contrib.auth.admin  # noqa: F401 - registers the groups that we take out again
from django.contrib import admin
from django.contrib.auth.models import Group

from accounts import admin_devices, admin_people  # noqa: F401 - Django looks for admin.py only
from accounts.admin_base import KeptAdmin
from accounts.models import Team

# Roles come with the release; a group renamed here would take a role's rights from everybody.
admin.site.unregister(Group)


class TeamAdmin(KeptAdmin[Team]):
    """Registered by calls, above the numbers that a team's page shows."""

    list_display = ("name", "region", "time_zone")
    search_fields = ("name",)
