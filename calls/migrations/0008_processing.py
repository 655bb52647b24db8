import callcrm.api.ids
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_tables"),
        ("calls", "0007_hidden_calls"),
        ("contacts", "0003_shipped_statuses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Transcript",
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Being written"),
                            ("ready", "Ready"),
                            ("failed", "Couldn't be written"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("search_config", models.CharField(default="simple", max_length=63)),
                (
                    "search_vector",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
                ("engine", models.CharField(blank=True, max_length=100)),
                ("engine_version", models.CharField(blank=True, max_length=100)),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "transcripts",
            },
        ),
        migrations.CreateModel(
            name="TranscriptSegment",
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
                ("position", models.PositiveIntegerField()),
                ("start_seconds", models.FloatField()),
                ("end_seconds", models.FloatField()),
                (
                    "side",
                    models.CharField(
                        blank=True, choices=[("left", "Left"), ("right", "Right")], max_length=8
                    ),
                ),
                ("text", models.TextField()),
                ("original_text", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "transcript_segments",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Waveform",
            fields=[
                (
                    "recording",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="waveform",
                        serialize=False,
                        to="calls.recording",
                    ),
                ),
                ("channels", models.PositiveSmallIntegerField()),
                ("duration_seconds", models.FloatField()),
                ("peaks", models.BinaryField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "waveforms",
            },
        ),
        migrations.AlterModelOptions(
            name="recording",
            options={
                "permissions": (
                    ("reprocess_recording", "Can have a recording processed again"),
                )
            },
        ),
        migrations.AddField(
            model_name="calllog",
            name="finding_codes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=32),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="recording",
            name="peaks",
            field=models.BinaryField(blank=True, db_default=b"", default=b"", max_length=40),
        ),
        migrations.AddField(
            model_name="recording",
            name="playable_key",
            field=models.CharField(max_length=128, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="recording",
            name="playable_sha256",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
        migrations.AddField(
            model_name="recording",
            name="playable_size_bytes",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="recording",
            name="processing_version",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="calllog",
            index=models.Index(
                models.OrderBy(models.F("started_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(
                    ("deleted_at__isnull", True), models.Q(("finding_codes", []), _negated=True)
                ),
                name="call_logs_findings",
            ),
        ),
        migrations.AddConstraint(
            model_name="recording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("playable_key__isnull", True), ("playable_size_bytes__isnull", True)),
                    models.Q(
                        ("playable_key__isnull", False),
                        ("playable_size_bytes__isnull", False),
                        models.Q(("playable_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recordings_playable_is_whole",
            ),
        ),
        migrations.AddField(
            model_name="transcript",
            name="edited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="edited_transcripts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="transcript",
            name="recording",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transcript",
                to="calls.recording",
            ),
        ),
        migrations.AddField(
            model_name="transcriptsegment",
            name="transcript",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="segments",
                to="calls.transcript",
            ),
        ),
        migrations.AddConstraint(
            model_name="waveform",
            constraint=models.CheckConstraint(
                condition=models.Q(("channels__gte", 1), ("duration_seconds__gte", 0)),
                name="waveforms_channels",
            ),
        ),
        migrations.AddIndex(
            model_name="transcript",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("search_vector"), name="transcripts_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="transcript",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("edited_at__isnull", True), ("edited_by__isnull", True)),
                    models.Q(("edited_at__isnull", False), ("edited_by__isnull", False)),
                    _connector="OR",
                ),
                name="transcripts_edited_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="transcriptsegment",
            constraint=models.UniqueConstraint(
                fields=("transcript", "position"), name="transcript_segments_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="transcriptsegment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_seconds__gte", models.F("start_seconds")), ("start_seconds__gte", 0)
                ),
                name="transcript_segments_times",
            ),
        ),
    ]
