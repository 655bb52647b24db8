from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SHIPPED = ("New Lead", "Attempted", "Contacted", "Qualified", "Customer", "Unqualified", "Lost")


def ship(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    status = apps.get_model("contacts", "ContactStatus")
    status.objects.bulk_create(
        status(name=name, position=position, is_default=name == "New Lead")
        for position, name in enumerate(SHIPPED)
    )


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_tables")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
