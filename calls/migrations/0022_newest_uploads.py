import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_newest_users"),
        ("calls", "0021_done_today_and_uploaders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(models.F("agent"), models.F("id"), name="uploads_agent"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(models.F("device"), models.F("id"), name="uploads_device"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(models.F("key"), name="text_pattern_ops"),
                name="uploads_key_prefix",
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="agent",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uploads",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="device",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uploads",
                to="accounts.device",
            ),
        ),
    ]
