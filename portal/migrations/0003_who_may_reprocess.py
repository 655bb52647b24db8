from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GRANTS = {
    "reprocess_recording": ("support", "supervisor", "manager"),
}


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create_permissions(installed_apps.get_app_config("calls"), verbosity=0)
    group = apps.get_model("auth", "Group")
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="calls"
    )
    for codename, roles in GRANTS.items():
        for role in group.objects.filter(name__in=roles):
            role.permissions.add(permissions.get(codename=codename))


class Migration(migrations.Migration):
    """Who may have a recording processed again."""

    dependencies = [("portal", "0002_managers_see_jobs"), ("calls", "0008_processing")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
