from typing import TypedDict
from uuid import UUID

from django.db import transaction

from accounts.models import User
from callcrm.api.exceptions import DomainError
from calls.choices import Direction
from calls.models import Outcome
from calls.services.annotate_call import Annotation, annotate_call
from calls.services.link_call import link_call
from contacts.models import Contact

PERMISSIONS = {
    "outcome": "calls.annotate_call",
    "direction": "calls.annotate_call",
    "contact": "calls.link_call",
}


class CallChanges(TypedDict, total=False):
    outcome: Outcome | None
    direction: Direction
    contact: Contact | None


class MayNotChange(DomainError):
    """A field that somebody else may change."""

    code = "permission_denied"


@transaction.atomic
def change_call(*, call_id: UUID, by: User, changes: CallChanges) -> None:
    """All of the changes or none. Raises MayNotChange, and what the two services below do."""
    for field in changes:
        if not by.has_perm(PERMISSIONS[field]):
            raise MayNotChange(f"Your role may not change `{field}`.", field=field)
    annotation: Annotation = {}
    if "outcome" in changes:
        annotation["outcome"] = changes["outcome"]
    if "direction" in changes:
        annotation["direction"] = changes["direction"]
    # First: it locks contacts before the call.
    if "contact" in changes:
        contact = changes["contact"]
        link_call(call_id=call_id, by=by, contact_id=contact.pk if contact else None)
    if annotation:
        annotate_call(call_id=call_id, by=by, annotation=annotation)
