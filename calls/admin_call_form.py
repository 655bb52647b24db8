from typing import Any

from django import forms

from accounts.admin_base import RefusableForm
from calls.models import CallLog

MOST_NOTE_LETTERS = 10_000


class CallForm(RefusableForm[CallLog]):
    new_note = forms.CharField(
        required=False,
        max_length=MOST_NOTE_LETTERS,
        label="Add a note",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    at_seconds = forms.FloatField(
        required=False,
        min_value=0,
        label="at second",
        help_text="Of the recording; empty: about the whole call",
    )
    is_reviewed = forms.BooleanField(required=False, label="Reviewed")
    is_dismissed = forms.BooleanField(required=False, label="Needs no attention any more")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_reviewed"] = self.instance.reviewed_at is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("at_seconds") is not None and not cleaned.get("new_note"):
            self.add_error("new_note", "Write the note that belongs to this second.")
        return cleaned
