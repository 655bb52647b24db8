"""Nobody gives what they lack, and nobody takes over somebody who may do more."""

from django.contrib.auth.models import Permission
from django.db.models import Q

from accounts.models import User
from accounts.roles import Role


def may_do_more(person: User, *, than: User) -> bool:
    """Also for a deactivated person, who may be reactivated."""
    if than.is_superuser:
        return False
    if person.is_superuser:
        return True
    permissions = Permission.objects.filter(
        Q(user=person) | Q(group__user=person) | Q(group__name=person.role)
    )
    own = than.get_all_permissions()
    names = permissions.values_list("content_type__app_label", "codename")
    return any(f"{app}.{name}" not in own for app, name in names)


def grantable_roles(user: User) -> list[Role]:
    """The roles that may do nothing that this person may not."""
    if user.is_superuser:
        return list(Role)
    own = user.get_all_permissions()
    permissions = Permission.objects.filter(group__name__in=Role.values)
    names = permissions.values_list("group__name", "content_type__app_label", "codename")
    beyond = {role for role, app, name in names if f"{app}.{name}" not in own}
    return [role for role in Role if role not in beyond]
