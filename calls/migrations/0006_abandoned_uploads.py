from django.db import migrations, models


class Migration(migrations.Migration):
    """So that the few uploads in trouble are found among the many that went well."""

    dependencies = [("calls", "0005_store_checks")]
    operations = [
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                models.F("id"),
                condition=models.Q(("state", "abandoned")),
                name="uploads_abandoned",
            ),
        ),
    ]
