from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AGENT = {
    "contacts.view_contact",
    "contacts.add_contact",
    "contacts.change_contact",
    "contacts.view_contactstatus",
    "calls.view_outcome",
    "calls.view_calllog",
    "calls.upload_call",
    "calls.listen_to_recording",
}
SUPPORT = AGENT | {
    "contacts.merge_contact",
    "calls.annotate_call",
    "calls.review_call",
    "calls.link_call",
}
SUPERVISOR = SUPPORT | {"calls.relink_call"}
MANAGER = SUPERVISOR | {
    "contacts.delete_contact",
    "contacts.add_contactstatus",
    "contacts.change_contactstatus",
    "contacts.delete_contactstatus",
    "calls.delete_calllog",
    "calls.view_listen",
    "calls.view_upload",
    "calls.add_outcome",
    "calls.change_outcome",
    "calls.delete_outcome",
    "calls.view_teamphonenumber",
    "calls.add_teamphonenumber",
    "calls.change_teamphonenumber",
    "calls.delete_teamphonenumber",
    "calls.view_excludednumber",
    "calls.add_excludednumber",
    "calls.change_excludednumber",
    "calls.delete_excludednumber",
    "accounts.view_user",
    "accounts.add_user",
    "accounts.change_user",
    "accounts.view_team",
    "accounts.add_team",
    "accounts.change_team",
    "accounts.view_device",
    "accounts.add_device",
    "accounts.change_device",
    "accounts.view_token",
    "accounts.change_token",
}
AUDITOR = {
    "contacts.view_contact",
    "contacts.view_contactstatus",
    "calls.view_outcome",
    "calls.view_calllog",
    "calls.view_listen",
}
ROLES = {
    "agent": AGENT,
    "support": SUPPORT,
    "supervisor": SUPERVISOR,
    "manager": MANAGER,
    "auditor": AUDITOR,
}


def make_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; on a new database we need them now.
    for label in ("accounts", "contacts", "calls"):
        create_permissions(installed_apps.get_app_config(label), verbosity=0)
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    by_name = {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in permission.objects.select_related("content_type")
    }
    for role, names in ROLES.items():
        made, _ = group.objects.get_or_create(name=role)
        made.permissions.set([by_name[name] for name in sorted(names)])


class Migration(migrations.Migration):
    """Each role is a group of the same name: here, above the apps whose permissions it names."""

    dependencies = [
        ("accounts", "0001_tables"),
        ("contacts", "0003_shipped_statuses"),
        ("calls", "0003_listens_are_final"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
