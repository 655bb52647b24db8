"""A contact's version as ETag and If-Match (RFC 9110, 8.8.3 and 13.1.1)."""

import re

from rest_framework.request import Request

from contacts.models import Contact

ENTITY_TAG = re.compile(r'(?:W/)?"([0-9]{1,9})"')


def etag(contact: Contact) -> dict[str, str]:
    return {"ETag": f'"{contact.version}"'}


def seen_versions(request: Request) -> frozenset[int] | None:
    """The versions that the caller has seen; None if any will do.

    A tag that isn't one of ours matches no version, as everywhere in HTTP.
    """
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    tags = (ENTITY_TAG.fullmatch(tag.strip()) for tag in header.split(","))
    return frozenset(int(tag[1]) for tag in tags if tag)
