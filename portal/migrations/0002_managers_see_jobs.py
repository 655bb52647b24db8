from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OF_JOBS = ("view_procrastinatejob", "change_procrastinatejob")


def let_managers_see_jobs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create_permissions(installed_apps.get_app_config("procrastinate"), verbosity=0)
    manager = apps.get_model("auth", "Group").objects.get(name="manager")
    of_jobs = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="procrastinate", codename__in=OF_JOBS
    )
    manager.permissions.add(*of_jobs)


class Migration(migrations.Migration):
    """A manager sees which work was given up, and has it tried again."""

    dependencies = [("portal", "0001_roles"), ("procrastinate", "0001_initial")]
    operations = [migrations.RunPython(let_managers_see_jobs, migrations.RunPython.noop)]
