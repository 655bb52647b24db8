from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    """The directory's pages go by it."""

    dependencies = [("accounts", "0001_tables")]
    operations = [
        migrations.AddIndex(
            model_name="user",
            index=models.Index(F("date_joined").desc(), F("id").desc(), name="users_newest"),
        ),
    ]
