from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now, Reverse
from django.utils.timezone import localtime

from accounts.models import Device, Team
from callcrm.api.ids import uuid7
from calls.choices import (
    AttentionReason,
    CallSource,
    Consent,
    Direction,
    Disposition,
    RecordingStatus,
)
from calls.full_text import words_of_note
from calls.querysets import CallLogQuerySet
from contacts.choices import NumberKind
from contacts.models import E164_PATTERN, MAX_RAW_NUMBER_LENGTH, Contact


class Outcome(models.Model):
    """What a call meant for the business. The list is the team's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=50, unique=True)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "outcomes"
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


def newest_first(*fields: str, name: str, condition: Q | None = None) -> Index:
    """An index that gives a filtered list in its order, so that a page reads a page's rows."""
    live = Q(deleted_at__isnull=True)
    return Index(
        *(F(field) for field in fields),
        F("started_at").desc(),
        F("id").desc(),
        name=f"call_logs_{name}",
        condition=live if condition is None else live & condition,
    )


# A recording that somebody must decide about.
# Not `__in`: PostgreSQL writes that one differently when the index is made anew.
IN_TROUBLE = Q(
    Q(recording_status=RecordingStatus.QUARANTINED) | Q(recording_status=RecordingStatus.FAILED),
    reviewed_at__isnull=True,
)


class CallLog(models.Model):
    """A call that somebody here made or took, with or without a recording of it.

    Foreign keys whose composite index below begins with them have none of their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        db_index=False,
    )
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calls", db_index=False
    )
    # The agent's at call time: who moves to another team leaves their calls behind.
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        db_index=False,
    )
    # Who uploaded it for the agent; null: the agent, or an import.
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.OUTBOUND)
    disposition = models.CharField(max_length=16, choices=Disposition, default=Disposition.UNKNOWN)
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        db_index=False,
    )
    # Verbatim, never rewritten; empty only for a withheld or a private number.
    number_raw = models.CharField(max_length=MAX_RAW_NUMBER_LENGTH, blank=True)
    number_e164 = models.CharField(max_length=16, null=True, blank=True)  # noqa: DJ001
    number_extension = models.CharField(max_length=20, blank=True)
    number_kind = models.CharField(max_length=16, choices=NumberKind)
    region_used = models.CharField(max_length=2, blank=True)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    duration_seconds = models.PositiveIntegerField(null=True, blank=True)
    ring_seconds = models.PositiveIntegerField(null=True, blank=True)
    sim_slot = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=CallSource, default=CallSource.DEVICE)
    client_call_id = models.CharField(max_length=128, blank=True)
    device_time = models.DateTimeField(null=True, blank=True)
    clock_skew_seconds = models.IntegerField(null=True, blank=True)
    consent = models.CharField(max_length=16, choices=Consent, default=Consent.UNKNOWN)
    announcement_version = models.CharField(max_length=64, blank=True)
    needs_attention = models.BooleanField(default=False)
    attention_reason = models.CharField(max_length=32, choices=AttentionReason, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed_calls",
        db_index=False,
    )
    # A copy of recording.status, kept in the same transaction, so that lists can be indexed by it.
    recording_status = models.CharField(
        max_length=16, choices=RecordingStatus, default=RecordingStatus.ABSENT
    )
    # Copies of the codes in recording.findings, likewise.
    finding_codes = ArrayField(
        models.CharField(max_length=32), default=list, db_default=[], blank=True
    )
    # With the agent and the start it makes a recording sent twice under two keys one call.
    audio_sha256 = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CallLogQuerySet.as_manager()

    class Meta:
        db_table = "call_logs"
        ordering = ("-started_at", "-id")
        permissions = (
            ("upload_call", "Can upload calls"),
            ("annotate_call", "Can set a call's outcome and write notes"),
            ("review_call", "Can mark calls as reviewed"),
            ("link_call", "Can link an unlinked call to a contact"),
            ("relink_call", "Can move a call from one contact to another"),
            ("listen_to_recording", "Can listen to recordings"),
            ("view_report", "Can read the team's figures"),
        )
        indexes = (
            # The duration last: a range of it is checked in the index, without reading the calls.
            Index(
                F("started_at").desc(),
                F("id").desc(),
                F("duration_seconds"),
                name="call_logs_newest",
                condition=Q(deleted_at__isnull=True),
            ),
            newest_first("contact", name="contact"),
            newest_first("number_e164", name="number"),
            newest_first("agent", name="agent"),
            newest_first("team", name="team"),
            newest_first("direction", name="direction"),
            newest_first("disposition", name="disposition"),
            newest_first("outcome", name="outcome"),
            newest_first("recording_status", name="recording_status"),
            newest_first(name="needs_attention", condition=Q(needs_attention=True)),
            newest_first(
                "attention_reason", name="attention_reason", condition=Q(needs_attention=True)
            ),
            newest_first(name="findings", condition=~Q(finding_codes=[])),
            newest_first(name="unreviewed", condition=Q(reviewed_at__isnull=True)),
            newest_first(name="reviewed", condition=Q(reviewed_at__isnull=False)),
            newest_first(name="trouble", condition=IN_TROUBLE),
            Index(
                F("started_at").desc(),
                F("id").desc(),
                name="call_logs_hidden",
                condition=Q(deleted_at__isnull=False),
            ),
            # For parts of a number, as somebody remembers it: its beginning or its end.
            Index(
                OpClass(F("number_e164"), name="text_pattern_ops"),
                name="call_logs_number_prefix",
                condition=Q(deleted_at__isnull=True),
            ),
            Index(
                OpClass(Reverse("number_e164"), name="text_pattern_ops"),
                name="call_logs_number_suffix",
                condition=Q(deleted_at__isnull=True),
            ),
            Index(F("agent"), F("client_call_id"), name="call_logs_client_call_id"),
            # What somebody has reviewed today.
            Index(
                F("reviewed_by"),
                F("reviewed_at"),
                name="call_logs_by_reviewer",
                condition=Q(reviewed_by__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="call_logs_number_e164",
                condition=Q(number_e164__isnull=True) | Q(number_e164__regex=E164_PATTERN),
            ),
            models.CheckConstraint(
                name="call_logs_e164_has_its_kind",
                condition=Q(number_e164__isnull=True) | Q(number_kind=NumberKind.E164),
            ),
            models.CheckConstraint(
                name="call_logs_attention_has_reason",
                condition=Q(needs_attention=False) | ~Q(attention_reason=""),
            ),
            models.CheckConstraint(
                name="call_logs_review_has_reviewer",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="call_logs_one_call_per_audio",
                fields=["agent", "started_at", "audio_sha256"],
                condition=Q(audio_sha256__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_direction_display()} call of {localtime(self.started_at):%Y-%m-%d %H:%M}"


class CallNote(models.Model):
    """What somebody wrote about a call, at a second of its recording or about the whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    call = models.ForeignKey(
        CallLog, on_delete=models.PROTECT, related_name="notes", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="call_notes"
    )
    text = models.TextField(max_length=10_000)
    at_seconds = models.FloatField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "call_notes"
        ordering = ("-created_at", "-id")
        indexes = (
            Index(F("call"), F("created_at").desc(), F("id").desc(), name="call_notes_newest"),
            GinIndex(words_of_note(), name="call_notes_search"),
        )
        constraints = (
            models.CheckConstraint(
                name="call_notes_at_seconds",
                condition=Q(at_seconds__isnull=True) | Q(at_seconds__gte=0),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
