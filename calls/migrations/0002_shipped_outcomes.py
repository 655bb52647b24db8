from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SHIPPED = ("Resolved", "Follow-up", "Try again", "Sale", "Not interested", "Escalated")


def ship(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    outcome = apps.get_model("calls", "Outcome")
    outcome.objects.bulk_create(
        outcome(name=name, position=position) for position, name in enumerate(SHIPPED)
    )


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_tables")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
