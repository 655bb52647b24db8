from uuid import UUID

from django.db.models import Q


def naming(text: str) -> Q:
    """A person by id or username; a username may look like an id."""
    try:
        return Q(username=text) | Q(pk=UUID(text))
    except ValueError:
        return Q(username=text)
