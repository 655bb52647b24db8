from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Concat, Lower, Now, Reverse

from callcrm.api.ids import uuid7
from contacts.choices import Source
from contacts.querysets import ContactQuerySet, PhoneNumberQuerySet

E164_PATTERN = r"^\+[1-9][0-9]{6,14}$"
MAX_RAW_NUMBER_LENGTH = 64


class ContactStatus(models.Model):
    """A step on a customer's way. The list is the team's own; a contact's status is one of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=50, unique=True)
    position = models.PositiveIntegerField(default=0)
    is_default = models.BooleanField(default=False, help_text="What an automatic contact gets")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "contact_statuses"
        ordering = ("position", "name")
        verbose_name_plural = "contact statuses"
        constraints = (
            models.UniqueConstraint(
                name="contact_statuses_one_default",
                fields=["is_default"],
                condition=Q(is_default=True),
            ),
        )

    def __str__(self) -> str:
        return self.name


def search_text() -> Lower:
    """Name, company and email as one lower-case text without accents."""
    words = Concat(
        *(F("name"), Value(" "), F("company"), Value(" "), F("email")),
        output_field=models.TextField(),
    )
    return Lower(
        Func(words, function="immutable_unaccent", output_field=models.TextField()),
        output_field=models.TextField(),
    )


# Of the contacts that were never called: before all others.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LAST_CALL_OR_NEVER = Coalesce("last_call_at", Value(NEVER, output_field=models.DateTimeField()))

# Made by callcrm itself, and nobody has looked at it.
NEW_LEAD = Q(auto_created=True, reviewed_at__isnull=True, deleted_at__isnull=True)


class Contact(models.Model):
    """A customer. `name` may be empty: then the number is shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=300, blank=True)
    company = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    status = models.ForeignKey(
        ContactStatus, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_contacts",
        db_index=False,
    )
    source = models.CharField(max_length=16, choices=Source, default=Source.MANUAL)
    auto_created = models.BooleanField(default=False)
    do_not_call = models.BooleanField(default=False)
    do_not_call_reason = models.CharField(max_length=300, blank=True)
    needs_attention = models.BooleanField(default=False)
    attention_reason = models.CharField(max_length=64, blank=True)
    # That somebody has looked at a contact that callcrm made by itself.
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="reviewed_contacts",
        db_index=False,
    )
    follow_up_at = models.DateTimeField(null=True, blank=True)
    follow_up_note = models.CharField(max_length=300, blank=True)
    call_count = models.PositiveIntegerField(default=0, editable=False)
    last_call_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Grows with people's edits only: an upload must not make somebody's open form stale.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        db_index=False,
    )
    search_document = models.GeneratedField(
        expression=search_text(), output_field=models.TextField(), db_persist=True
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        db_table = "contacts"
        ordering = ("-created_at", "-id")
        permissions = (("merge_contact", "Can merge contacts"),)
        indexes = (
            GinIndex(
                OpClass(F("search_document"), name="gin_trgm_ops"),
                name="contacts_search_document_trgm",
            ),
            models.Index(F("created_at").desc(), F("id").desc(), name="contacts_created"),
            models.Index(
                F("status"), F("created_at").desc(), F("id").desc(), name="contacts_status_created"
            ),
            # Nearly all contacts of a large import have neither owner nor successor.
            models.Index(
                F("owner"),
                F("created_at").desc(),
                F("id").desc(),
                name="contacts_owner_created",
                condition=Q(owner__isnull=False),
            ),
            models.Index(
                F("merged_into"),
                name="contacts_merged_into",
                condition=Q(merged_into__isnull=False),
            ),
            models.Index(
                F("follow_up_at"),
                name="contacts_follow_up",
                condition=Q(follow_up_at__isnull=False, deleted_at__isnull=True),
            ),
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                name="contacts_needs_attention",
                condition=Q(needs_attention=True),
            ),
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                name="contacts_new_leads",
                condition=NEW_LEAD,
            ),
            models.Index(
                F("company"),
                F("created_at").desc(),
                F("id").desc(),
                name="contacts_company_created",
                condition=~Q(company="") & Q(deleted_at__isnull=True),
            ),
            models.Index(F("updated_at").desc(), F("id").desc(), name="contacts_updated"),
            models.Index(LAST_CALL_OR_NEVER.desc(), F("id").desc(), name="contacts_last_call"),
            # What somebody has looked at today.
            models.Index(
                F("reviewed_by"),
                F("reviewed_at"),
                name="contacts_by_reviewer",
                condition=Q(reviewed_by__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="contacts_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            models.CheckConstraint(
                name="contacts_merged_is_deleted",
                condition=Q(merged_into__isnull=True) | Q(deleted_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name or f"Contact {str(self.pk)[:8]}"

    @property
    def live_numbers(self) -> "list[PhoneNumber]":
        """The primary one first. No query, if `with_details()` has fetched them."""
        return [number for number in self.phone_numbers.all() if number.retired_at is None]

    @property
    def primary_number(self) -> str | None:
        return next((number.e164 for number in self.live_numbers if number.is_primary), None)

    @property
    def display_name(self) -> str:
        return self.name or self.primary_number or str(self)


class PhoneNumber(models.Model):
    """A customer's number in E.164. A live, unshared number is one contact's: the index says so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="phone_numbers")
    e164 = models.CharField(max_length=16)
    raw = models.CharField(max_length=MAX_RAW_NUMBER_LENGTH, blank=True)
    region = models.CharField(max_length=2, blank=True)
    extension = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=30, blank=True)
    is_primary = models.BooleanField(default=False)
    is_shared = models.BooleanField(
        default=False, help_text="A switchboard: it matches nobody by itself"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # Set when the contact is deleted, so that the number is free for somebody else.
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PhoneNumberQuerySet.as_manager()

    class Meta:
        db_table = "contact_phone_numbers"
        ordering = ("-is_primary", "created_at", "id")
        indexes = (
            # Without the plus: what a person types has none, or a zero in its place.
            models.Index(
                OpClass(F("e164"), name="text_pattern_ops"), name="contact_phone_numbers_prefix"
            ),
            models.Index(
                OpClass(Reverse("e164"), name="text_pattern_ops"),
                name="contact_phone_numbers_suffix",
            ),
            GinIndex(OpClass(F("e164"), name="gin_trgm_ops"), name="contact_phone_numbers_trgm"),
            # Few: who was deleted, asked for whenever a number is new.
            models.Index(
                F("e164"),
                name="contact_phone_numbers_retired",
                condition=Q(retired_at__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="contact_phone_numbers_e164", condition=Q(e164__regex=E164_PATTERN)
            ),
            models.UniqueConstraint(
                name="contact_phone_numbers_one_owner",
                fields=["e164"],
                condition=Q(retired_at__isnull=True, is_shared=False),
            ),
            models.UniqueConstraint(
                name="contact_phone_numbers_once_per_contact",
                fields=["contact", "e164"],
                condition=Q(retired_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="contact_phone_numbers_one_primary",
                fields=["contact"],
                condition=Q(is_primary=True, retired_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.e164


class ContactNote(models.Model):
    """What somebody wrote about a customer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="notes", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contact_notes"
    )
    text = models.TextField(max_length=10_000)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "contact_notes"
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(
                F("contact"), F("created_at").desc(), F("id").desc(), name="contact_notes_newest"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class ContactEvent(models.Model):
    """A line of a contact's history. `details` depends on the kind: docs/06_DATABASE_SCHEMA.md."""

    class Kind(models.TextChoices):
        CREATED = "created", "Created"
        EDITED = "edited", "Edited"
        STATUS_CHANGED = "status_changed", "Status changed"
        MERGED = "merged", "Merged"
        DELETED = "deleted", "Deleted"
        RESTORED = "restored", "Restored"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    # Null: callcrm itself, on a phone's behalf.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_events",
        db_index=False,
    )
    kind = models.CharField(max_length=16, choices=Kind)
    details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "contact_events"
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(
                F("contact"), F("created_at").desc(), F("id").desc(), name="contact_events_newest"
            ),
            models.Index(F("actor"), name="contact_events_actor", condition=Q(actor__isnull=False)),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def details_for_everybody(self) -> dict[str, Any]:
        """Without what a merge moved, which names calls that not everybody may know of."""
        return {name: value for name, value in self.details.items() if name != "moved"}
