from uuid import UUID

from django.urls import reverse

from callcrm.api.exceptions import DomainError


def contact_url(contact_id: UUID) -> str:
    """A path, not an address: whoever follows it knows where they asked."""
    return reverse("contact-detail", args=[contact_id])


class DuplicatePhone(DomainError):
    """A number that another contact has. `contact_id` and `contact_url` say whose it is."""

    code = "duplicate_phone"

    def __init__(self, e164: str, *, owner_id: UUID | None, field: str | None) -> None:
        super().__init__(
            f"{e164} belongs to another contact. Use that one, or merge the two.",
            field=field,
            contact_id=str(owner_id) if owner_id else None,
            contact_url=contact_url(owner_id) if owner_id else None,
        )


class ContactIsMerged(DomainError):
    """A write to a contact that became part of another: it goes to neither by itself."""

    code = "contact_is_merged"

    def __init__(self, *, survivor_id: UUID, field: str | None = None) -> None:
        super().__init__(
            f"This contact was merged into {survivor_id}. Send the request there if it's meant.",
            field=field,
            contact_id=str(survivor_id),
            contact_url=contact_url(survivor_id),
        )


class VersionMismatch(DomainError):
    """An edit of what the contact was, not of what it is. `version` is the present one."""

    code = "version_mismatch"

    def __init__(self, *, version: int) -> None:
        super().__init__(
            f'The contact is at version "{version}". Read it again and repeat the edit on that.',
            version=version,
        )


class CannotRestore(DomainError):
    code = "conflict"
