"""In which country a national number is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from phonenumbers import SUPPORTED_REGIONS

# Where the regions come from, in their order of precedence.
SOURCES = ("the request", "the phone", "the team")


@dataclass(frozen=True)
class NumberWarning:
    code: str
    field: str
    message: str


@dataclass(frozen=True)
class Region:
    """`code` None: no region is known, and only international numbers can be read."""

    code: str | None
    source: str
    warnings: tuple[NumberWarning, ...]


def choose_region(regions: Sequence[str | None]) -> Region:
    """The first that we know; a wrong one in the request is worth a warning, not a refusal."""
    return first_known((*regions, settings.DEFAULT_PHONE_REGION))


# An import asks a million times, and a team's phones ask the same all day.
@lru_cache(maxsize=1000)
def first_known(regions: tuple[str | None, ...]) -> Region:
    """The last is the default."""
    warnings: tuple[NumberWarning, ...] = ()
    for position, written in enumerate(regions):
        code = (written or "").strip().upper()
        if code in SUPPORTED_REGIONS:
            source = "the default" if position == len(regions) - 1 else source_at(position)
            return Region(code=code, source=source, warnings=warnings)
        if code and position == 0:
            warnings = (unknown_region(code),)
    return Region(code=None, source="", warnings=warnings)


def source_at(position: int) -> str:
    return SOURCES[min(position, len(SOURCES) - 1)]


def unknown_region(code: str) -> NumberWarning:
    message = (
        f"There is no region {code[:8]!r}; it was ignored. "
        "Send a country code of two letters, such as GB."
    )
    return NumberWarning(code="unknown_region", field="region", message=message)


def region_missing() -> NumberWarning:
    message = "The number is a national one and no region is known. Send region, such as GB."
    return NumberWarning(code="region_missing", field="region", message=message)
