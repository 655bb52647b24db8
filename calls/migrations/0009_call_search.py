from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models import F, Func, Q, TextField

# A vector stays in its row, as it is: to check one that was compressed or moved out costs ten times
# as much, and a phrase or a common word means thousands of checks.
KEEP_VECTORS_AT_HAND = """
ALTER TABLE transcripts
    ALTER COLUMN search_vector SET STORAGE EXTERNAL,
    SET (toast_tuple_target = 8160)
"""
KEEP_VECTORS_AS_USUAL = """
ALTER TABLE transcripts
    ALTER COLUMN search_vector SET STORAGE EXTENDED,
    RESET (toast_tuple_target)
"""


class Migration(migrations.Migration):
    """Notes and transcripts are found by their words."""

    dependencies = [
        ("calls", "0008_processing"),
        ("contacts", "0001_search_functions"),
    ]
    operations = [
        migrations.AddIndex(
            "callnote",
            GinIndex(
                SearchVector(
                    Func(F("text"), function="immutable_unaccent", output_field=TextField()),
                    config="simple",
                ),
                name="call_notes_search",
            ),
        ),
        migrations.AddIndex(
            "transcript",
            models.Index(
                F("search_config"),
                name="transcripts_search_config",
                condition=Q(search_vector__isnull=False),
            ),
        ),
        migrations.RunSQL(KEEP_VECTORS_AT_HAND, KEEP_VECTORS_AS_USUAL),
    ]
