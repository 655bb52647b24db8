from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.forms import CharField, TextInput

from accounts.models import User

MAX_USERNAME_LENGTH = User._meta.get_field("username").max_length  # noqa: SLF001


class SignInForm(AuthenticationForm):
    """Django's form states the longest username but doesn't hold to it, and axes keeps 255."""

    username = UsernameField(
        max_length=MAX_USERNAME_LENGTH, widget=TextInput(attrs={"autofocus": True})
    )


class RegionField(CharField):
    """A country code in either case."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).upper()
