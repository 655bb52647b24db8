from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request

from accounts.models import User
from accounts.serializers.person import PersonSerializer
from contacts.choices import Source
from contacts.models import Contact
from contacts.serializers.contact_json import rendered_contact
from contacts.serializers.phone_number import PhoneNumberSerializer
from contacts.serializers.timeline import TimelinePageSerializer, timeline_page
from contacts.visible_calls import VisibleCalls, visible_calls


class ContactSerializer(serializers.ModelSerializer[Contact]):
    """A contact, fetched by `with_details()`. The context has its viewer's `visible_calls`."""

    # The fields are for the OpenAPI document; `rendered_contact` fills them.

    display_name = serializers.CharField(
        read_only=True, help_text="The name, or else the number: what to show."
    )
    status = serializers.CharField(read_only=True)
    owner = PersonSerializer(read_only=True, allow_null=True)
    source = serializers.ChoiceField(  # type: ignore[assignment]  # a field
        Source.choices, read_only=True
    )
    phone_number = serializers.CharField(
        read_only=True, allow_null=True, help_text="The primary number in E.164."
    )
    phone_numbers = PhoneNumberSerializer(many=True, read_only=True)
    call_count = serializers.IntegerField(read_only=True, help_text="Calls that you may see.")
    last_call_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="Of the calls that you may see."
    )

    class Meta:
        model = Contact
        fields: tuple[str, ...] = (
            *("id", "name", "display_name", "company", "email", "status", "owner"),
            *("source", "auto_created", "do_not_call", "do_not_call_reason"),
            *(
                "needs_attention",
                "attention_reason",
                "reviewed_at",
                "follow_up_at",
                "follow_up_note",
            ),
            *("phone_number", "phone_numbers", "call_count", "last_call_at"),
            *("version", "created_at", "updated_at"),
        )
        read_only_fields = fields

    def to_representation(self, instance: Contact) -> dict[str, Any]:
        calls: dict[UUID, VisibleCalls] = self.context["visible_calls"]
        return rendered_contact(instance, calls.get(instance.pk, VisibleCalls()))


class ContactDetailSerializer(ContactSerializer):
    timeline = TimelinePageSerializer(read_only=True)

    class Meta(ContactSerializer.Meta):
        fields = (*ContactSerializer.Meta.fields, "timeline")
        read_only_fields = fields


def contacts_as_json(contacts: Sequence[Contact], *, viewer: User | None) -> list[dict[str, Any]]:
    context = {"visible_calls": visible_calls(contacts, viewer=viewer)}
    return list(ContactSerializer(contacts, many=True, context=context).data)


def contact_as_json(contact: Contact, *, request: Request, viewer: User | None) -> dict[str, Any]:
    """A contact with the first page of its timeline."""
    (shown,) = contacts_as_json([contact], viewer=viewer)
    return {**shown, "timeline": timeline_page(contact, request=request, viewer=viewer)}
