from enum import StrEnum


class Scope(StrEnum):
    """What a personal token may be used for. Its person's role still has to allow it, too."""

    CONTACTS_READ = "contacts:read"
    CONTACTS_WRITE = "contacts:write"
    CALLS_READ = "calls:read"
    CALLS_WRITE = "calls:write"
