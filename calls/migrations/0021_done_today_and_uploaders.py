import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_newest_users"),
        ("calls", "0020_call_decisions_and_positions"),
        ("contacts", "0022_leads_by_reviewer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="calllog",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="calldecision",
            name="decided_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="call_decisions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="calllog",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviewed_calls",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="calldecision",
            index=models.Index(
                models.F("decided_by"), models.F("created_at"), name="call_decisions_by_person"
            ),
        ),
        migrations.AddIndex(
            model_name="calllog",
            index=models.Index(
                models.F("reviewed_by"),
                models.F("reviewed_at"),
                condition=models.Q(("reviewed_by__isnull", False)),
                name="call_logs_by_reviewer",
            ),
        ),
    ]
