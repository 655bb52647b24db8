"""Apart from apps.py: Django looks there for the portal's own configuration, and finds one."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    default_site = "portal.admin_site.StaffSite"
