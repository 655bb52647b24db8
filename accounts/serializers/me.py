from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Team, Token, User
from accounts.roles import Role
from accounts.scopes import Scope

# What a program that shows or hides its buttons asks about: the portal does.
ASKED_PERMISSIONS = (
    "calls.annotate_call",
    "calls.delete_calllog",
    "calls.link_call",
    "calls.listen_to_recording",
    "calls.relink_call",
    "calls.reprocess_recording",
    "calls.review_call",
    "calls.upload_call",
    "calls.view_calllog",
    "calls.view_listen",
    "calls.view_report",
    "contacts.add_contact",
    "contacts.change_contact",
    "contacts.delete_contact",
    "contacts.merge_contact",
    "contacts.view_contact",
)


class TeamNameSerializer(serializers.ModelSerializer[Team]):
    class Meta:
        model = Team
        fields = ("id", "name")
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer[User]):
    """Who asks, by which credential, and what they may do. Needs the request in its context."""

    AUTHENTICATED_BY: ClassVar = [("session", "Signed in"), ("token", "A personal token")]

    name = serializers.CharField(source="display_name", read_only=True)
    role = serializers.SerializerMethodField()
    team = TeamNameSerializer(read_only=True, allow_null=True)
    teams = TeamNameSerializer(many=True, read_only=True)
    region = serializers.CharField(
        source="phone_region",
        read_only=True,
        allow_null=True,
        help_text="Country in which national numbers are read",
    )
    may_open_admin = serializers.BooleanField(source="is_staff", read_only=True)
    permissions = serializers.SerializerMethodField()
    has_transcription = serializers.SerializerMethodField(
        help_text="Whether a server is set up here that writes down what is said"
    )
    authenticated_by = serializers.SerializerMethodField()
    scopes = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = (
            "id",
            "username",
            "name",
            "email",
            "role",
            "team",
            "teams",
            "region",
            "time_zone",
            "may_open_admin",
            "permissions",
            "has_transcription",
            "authenticated_by",
            "scopes",
        )
        read_only_fields = fields

    @property
    def token(self) -> Token | None:
        # A page of the portal, which says the same, has only a session.
        credential: Any = getattr(self.context["request"], "auth", None)
        return credential if isinstance(credential, Token) else None

    @extend_schema_field(serializers.ChoiceField(Role.choices, allow_null=True))
    def get_role(self, user: User) -> str | None:
        return user.role or None

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(ASKED_PERMISSIONS)))
    def get_permissions(self, user: User) -> list[str]:
        return [name for name in ASKED_PERMISSIONS if user.has_perm(name)]

    def get_has_transcription(self, user: User) -> bool:  # noqa: ARG002
        return settings.TRANSCRIPTION is not None

    @extend_schema_field(serializers.ChoiceField(AUTHENTICATED_BY))
    def get_authenticated_by(self, user: User) -> str:  # noqa: ARG002
        return "token" if self.token else "session"

    @extend_schema_field(
        serializers.ListField(
            child=serializers.ChoiceField([scope.value for scope in Scope]),
            allow_null=True,
            help_text="What the token may be used for; null for a signed-in person",
        )
    )
    def get_scopes(self, user: User) -> list[str] | None:  # noqa: ARG002
        return self.token.scopes if self.token else None
