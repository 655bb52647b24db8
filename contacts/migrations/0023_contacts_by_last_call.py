import datetime

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("contacts", "0022_leads_by_reviewer")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.OrderBy(
                    Coalesce(
                        "last_call_at",
                        models.Value(
                            datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC),
                            output_field=models.DateTimeField(),
                        ),
                    ),
                    descending=True,
                ),
                models.OrderBy(models.F("id"), descending=True),
                name="contacts_last_call",
            ),
        ),
    ]
