from heapq import nlargest
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.admin_base import MOST_ROWS_LISTED
from accounts.models import Device, User
from calls.models import Upload


def uploads_found(uploads: QuerySet[Upload], text: str) -> QuerySet[Upload]:
    """Of these, those whose key begins with `text`, or whose agent or phone is called so.

    As many of the newest as a list shows. Agents and phones are few and found first: their ids in
    the statement tell PostgreSQL how much it will meet of them, and each alternative has an index.
    """
    alternatives = [Q(key__startswith=text)]
    if agents := ids_of(User.objects.filter(username__icontains=text)):
        alternatives.append(Q(agent__in=agents))
    if devices := ids_of(Device.objects.filter(name__icontains=text)):
        alternatives.append(Q(device__in=devices))
    newest = (
        uploads.filter(each).order_by("-pk").values_list("pk", flat=True)[:MOST_ROWS_LISTED]
        for each in alternatives
    )
    first, *others = newest
    found = set(first.union(*others, all=True)) if others else set(first)
    return uploads.filter(pk__in=nlargest(MOST_ROWS_LISTED, found))


def ids_of(rows: "QuerySet[User] | QuerySet[Device]") -> list[UUID]:
    return list(rows.order_by().values_list("pk", flat=True))
