"""Columns that keep "not there" as an empty text; in JSON it is null."""

from rest_framework import serializers

from calls.models import CallLog


class TextOrNull(serializers.CharField):
    def get_attribute(self, instance: CallLog) -> str | None:
        return super().get_attribute(instance) or None


class ChoiceOrNull(serializers.ChoiceField):
    def get_attribute(self, instance: CallLog) -> str | None:
        return super().get_attribute(instance) or None
