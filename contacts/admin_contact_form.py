from typing import Any, cast

from django import forms
from django.contrib.admin.helpers import ActionForm

from accounts.admin_base import RefusableForm
from contacts.admin_number_fields import label_name, shared_name
from contacts.models import Contact, ContactStatus, PhoneNumber
from contacts.services.contact_changes import FIELDS, ContactChanges
from contacts.services.phone_numbers import GivenNumber

MOST_NOTE_LETTERS = 10_000


class ContactForm(RefusableForm[Contact]):
    phone_number = forms.CharField(
        required=False,
        max_length=64,
        label="Primary phone number",
        help_text="In any form; with its country code unless it is of your own country",
    )
    other_numbers = forms.CharField(
        required=False,
        label="Other phone numbers",
        help_text="One a line",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 30}),
    )
    new_note = forms.CharField(
        required=False,
        max_length=MOST_NOTE_LETTERS,
        label="Add a note",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )

    # What the writer has seen, so that an edit made meanwhile isn't undone.
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [number.e164 for number in self.numbers_now if not number.is_primary]
        self.initial["phone_number"] = self.instance.primary_number or ""
        self.initial["other_numbers"] = "\r\n".join(others)
        self.initial["seen_version"] = self.instance.version

    @property
    def numbers_now(self) -> list[Any]:
        # A contact that isn't saved yet has no relation to ask.
        return [] if self.instance._state.adding else self.instance.live_numbers  # noqa: SLF001

    @property
    def changes(self) -> ContactChanges:
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in FIELDS}
        return cast("ContactChanges", changed)

    @property
    def changes_what_is_known_of_numbers(self) -> bool:
        return any(self.known_of(number) != known(number) for number in self.numbers_now)

    def known_of(self, number: PhoneNumber) -> tuple[str, bool]:
        """As sent. An unchecked box sends nothing: the label beside it tells that it was there."""
        if label_name(number) not in self.data:
            return known(number)
        return self.cleaned_data[label_name(number)], self.cleaned_data[shared_name(number)]

    @property
    def primary(self) -> GivenNumber | None:
        text = self.cleaned_data["phone_number"]
        return self.given(text, field="phone_number", is_primary=True) if text else None

    @property
    def all_numbers(self) -> list[GivenNumber]:
        """The whole list. A primary number that got a successor joins the others."""
        lines = self.cleaned_data["other_numbers"].splitlines()
        texts = [line.strip() for line in lines if line.strip()]
        before = self.instance.primary_number
        if self.primary and "phone_number" in self.changed_data and before and before not in texts:
            texts.append(before)
        others = [self.given(text, field="other_numbers") for text in texts]
        return [self.primary, *others] if self.primary else others

    def given(self, text: str, *, field: str, is_primary: bool = False) -> GivenNumber:
        """A number that is there already keeps what is known of it."""
        for number in self.numbers_now:
            if number.e164 == text:
                label, is_shared = self.known_of(number)
                return GivenNumber(
                    text=text,
                    field=field,
                    raw=number.raw,
                    region=number.region,
                    extension=number.extension,
                    label=label,
                    is_primary=is_primary,
                    is_shared=is_shared,
                )
        return GivenNumber(text=text, field=field, is_primary=is_primary)


def known(number: PhoneNumber) -> tuple[str, bool]:
    return number.label, number.is_shared


class ContactActionForm(ActionForm):
    """Beside the list's actions: which status, whose contacts."""

    status = forms.ModelChoiceField(
        queryset=ContactStatus.objects.all(), required=False, empty_label="–", label="Status:"
    )
    owner = forms.CharField(
        required=False,
        max_length=150,
        label="Owner:",
        widget=forms.TextInput(attrs={"placeholder": "username"}),
    )
