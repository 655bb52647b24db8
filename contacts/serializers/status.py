from rest_framework import serializers

from contacts.models import ContactStatus


class ContactStatusSerializer(serializers.ModelSerializer[ContactStatus]):
    class Meta:
        model = ContactStatus
        fields = ("id", "name", "position", "is_default")
        read_only_fields = fields
