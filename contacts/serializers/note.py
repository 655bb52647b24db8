from rest_framework import serializers

from accounts.serializers.person import PersonSerializer
from contacts.models import ContactNote


class ContactNoteSerializer(serializers.ModelSerializer[ContactNote]):
    author = PersonSerializer(read_only=True)

    class Meta:
        model = ContactNote
        fields = ("id", "author", "text", "created_at")
        read_only_fields = fields


class ContactNoteWriteSerializer(serializers.Serializer[ContactNote]):
    text = serializers.CharField(max_length=10_000)
