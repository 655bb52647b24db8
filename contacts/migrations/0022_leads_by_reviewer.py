from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0021_retired_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("reviewed_by"),
                models.F("reviewed_at"),
                condition=models.Q(("reviewed_by__isnull", False)),
                name="contacts_by_reviewer",
            ),
        ),
    ]
