from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import User
from callcrm.api.exceptions import InvalidField, NotFound
from portal.models import SavedView

MAX_VIEWS = 30


class ViewChanges(TypedDict, total=False):
    name: str
    page: str
    query: str


@transaction.atomic
def save_view(*, owner: User, values: ViewChanges) -> SavedView:
    """The new one stands last. Raises InvalidField: too many, or the name is taken."""
    hold_person(owner)
    last = owner.saved_views.aggregate(last=Max("position"))["last"]
    if owner.saved_views.count() >= MAX_VIEWS:
        raise InvalidField(f"You have {MAX_VIEWS} views. Delete one first.", field="name")
    view = SavedView(owner=owner, position=0 if last is None else last + 1, **values)
    keep(view)
    return view


@transaction.atomic
def change_view(*, view_id: UUID, owner: User, changes: ViewChanges) -> SavedView:
    """Raises NotFound for somebody else's view, and InvalidField for a name that is taken."""
    view = owner.saved_views.select_for_update().filter(pk=view_id).first()
    if view is None:
        raise NotFound("You have no view with this id.")
    for field, value in changes.items():
        setattr(view, field, value)
    keep(view)
    return view


def delete_view(*, view_id: UUID, owner: User) -> None:
    """Raises NotFound."""
    deleted, _ = owner.saved_views.filter(pk=view_id).delete()
    if not deleted:
        raise NotFound("You have no view with this id.")


@transaction.atomic
def order_views(*, owner: User, ids: Sequence[UUID]) -> None:
    """`ids`: all of the person's views in their new order. Raises InvalidField for other ids."""
    hold_person(owner)
    views = {view.pk: view for view in owner.saved_views.all()}
    if len(ids) != len(views) or set(ids) != views.keys():
        raise InvalidField("Send the ids of all your views, each once.", field="ids")
    for position, view_id in enumerate(ids):
        views[view_id].position = position
    SavedView.objects.bulk_update(views.values(), ["position"])


def hold_person(owner: User) -> None:
    """Two tabs that save at once are counted one after the other."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)


def keep(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise InvalidField(f"You have a view named {view.name} already.", field="name") from error
