"""Beside each number that a contact has, in the form: its label, and whether it is shared."""

from collections.abc import Iterable
from typing import Any

from django import forms

from contacts.models import PhoneNumber

MOST_LABEL_LETTERS = 30


def label_name(number: PhoneNumber) -> str:
    return f"label_{number.pk.hex}"


def shared_name(number: PhoneNumber) -> str:
    return f"shared_{number.pk.hex}"


def field_names(numbers: Iterable[PhoneNumber]) -> list[tuple[str, str]]:
    """Two beside each other for each number."""
    return [(label_name(number), shared_name(number)) for number in numbers]


def fields_of(numbers: Iterable[PhoneNumber]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for number in numbers:
        fields[label_name(number)] = forms.CharField(
            required=False,
            max_length=MOST_LABEL_LETTERS,
            initial=number.label,
            label=f"Label of {number.e164}",
            widget=forms.TextInput(attrs={"placeholder": "mobile, office, …"}),
        )
        fields[shared_name(number)] = forms.BooleanField(
            required=False,
            initial=number.is_shared,
            label="Shared",
            help_text="A switchboard: a call from it is nobody's until somebody says whose",
        )
    return fields


def with_fields_of(form: type[Any], numbers: Iterable[PhoneNumber]) -> type[Any]:
    """The form for a contact with these numbers."""
    return type(form.__name__, (form,), fields_of(numbers))
