from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from accounts.models import User


class RoleBackend(ModelBackend):
    """A person may do what the group named like their role may, and what their other groups may.

    The role is the one place that says it: there is no membership to keep in step.
    """

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.filter(
            Q(group__user=user_obj) | Q(group__name=user_obj.role)
        ).distinct()
