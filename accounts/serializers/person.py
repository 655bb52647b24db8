from rest_framework import serializers

from accounts.models import User


class PersonSerializer(serializers.ModelSerializer[User]):
    """Somebody who works here, as other things name them."""

    name = serializers.CharField(source="display_name", read_only=True)

    class Meta:
        model = User
        fields = ("id", "username", "name")
        read_only_fields = fields

    def to_representation(self, instance: User) -> dict[str, str]:
        return person_as_json(instance)


def person_as_json(person: User) -> dict[str, str]:
    return {"id": str(person.pk), "username": person.username, "name": person.display_name}
