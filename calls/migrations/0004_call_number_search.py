from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Reverse

LIVE = Q(deleted_at__isnull=True)


class Migration(migrations.Migration):
    """Parts of a number are found by index, and so is a range of durations within a period."""

    dependencies = [("calls", "0003_listens_are_final")]
    operations = [
        migrations.RemoveIndex("calllog", "call_logs_newest"),
        migrations.AddIndex(
            "calllog",
            models.Index(
                F("started_at").desc(),
                F("id").desc(),
                F("duration_seconds"),
                name="call_logs_newest",
                condition=LIVE,
            ),
        ),
        migrations.AddIndex(
            "calllog",
            models.Index(
                OpClass(F("number_e164"), name="text_pattern_ops"),
                name="call_logs_number_prefix",
                condition=LIVE,
            ),
        ),
        migrations.AddIndex(
            "calllog",
            models.Index(
                OpClass(Reverse("number_e164"), name="text_pattern_ops"),
                name="call_logs_number_suffix",
                condition=LIVE,
            ),
        ),
    ]
