from rest_framework import serializers

from contacts.models import Contact


class MergeSerializer(serializers.Serializer[Contact]):
    duplicate = serializers.UUIDField(help_text="The contact that becomes part of this one.")
