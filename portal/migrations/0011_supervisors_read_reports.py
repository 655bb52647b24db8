from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_supervisors_read_reports(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create_permissions(installed_apps.get_app_config("calls"), verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="calls", codename="view_report"
    )
    for name in ("supervisor", "manager"):
        apps.get_model("auth", "Group").objects.get(name=name).permissions.add(permission)


class Migration(migrations.Migration):
    """The figures of a team are for who leads it."""

    dependencies = [
        ("portal", "0010_saved_views"),
        ("calls", "0020_call_decisions_and_positions"),
    ]
    operations = [migrations.RunPython(let_supervisors_read_reports, migrations.RunPython.noop)]
