from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """So that the few hidden calls are found among the many that aren't."""

    dependencies = [("calls", "0006_abandoned_uploads")]
    operations = [
        migrations.AddIndex(
            model_name="calllog",
            index=models.Index(
                F("started_at").desc(),
                F("id").desc(),
                condition=Q(deleted_at__isnull=False),
                name="call_logs_hidden",
            ),
        ),
    ]
