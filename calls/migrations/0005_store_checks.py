from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Now

import callcrm.api.ids

# Monitoring counts the dead letters every minute; of a week's finished jobs they are a handful.
DEAD_LETTERS = """
CREATE INDEX procrastinate_jobs_dead_letters ON procrastinate_jobs (id) WHERE status = 'failed'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0004_call_number_search"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.CreateModel(
            name="StoreCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=callcrm.api.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("objects_found", models.PositiveBigIntegerField()),
                ("strays", models.PositiveBigIntegerField()),
                ("missing", models.PositiveBigIntegerField()),
                ("deleted", models.PositiveBigIntegerField()),
                ("is_stopped", models.BooleanField()),
                ("created_at", models.DateTimeField(db_default=Now(), editable=False)),
            ],
            options={
                "db_table": "store_checks",
                "indexes": [models.Index(F("created_at").desc(), name="store_checks_newest")],
            },
        ),
        migrations.RunSQL(DEAD_LETTERS, "DROP INDEX procrastinate_jobs_dead_letters"),
    ]
