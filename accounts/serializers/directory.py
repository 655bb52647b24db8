"""Who works here, as everybody who works here may know. Never an e-mail address."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Team, User
from accounts.roles import Role
from accounts.serializers.me import TeamNameSerializer
from callcrm.api.page_shape import PageSerializer


class UserSerializer(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="display_name", read_only=True)
    role = serializers.SerializerMethodField()
    team = TeamNameSerializer(read_only=True, allow_null=True)

    class Meta:
        model = User
        fields = ("id", "username", "name", "role", "team", "is_active")
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(Role.choices, allow_null=True))
    def get_role(self, user: User) -> str | None:
        return user.role or None


class UserPageSerializer(PageSerializer):
    results = UserSerializer(many=True)


class TeamSerializer(serializers.ModelSerializer[Team]):
    class Meta:
        model = Team
        fields = ("id", "name", "region", "time_zone")
        read_only_fields = fields


class TeamListSerializer(serializers.Serializer[Any]):
    results = TeamSerializer(many=True)
