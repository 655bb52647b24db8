"""Which column of a CSV is what: our own names, and those of HubSpot, Google and Outlook."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from callcrm.api.csv_cells import cell_text

SPELLINGS = {
    "name": ("name", "full name", "contact name", "display name", "contact", "customer"),
    "company": (
        *("company", "company name", "organization", "organisation", "organization name"),
        *("organization 1 name", "account", "account name"),
    ),
    "email": (
        *("email", "email address", "e mail", "e mail address", "mail"),
        *("email 1 value", "e mail 1 value", "e mail 1 address"),
    ),
    "status": ("status", "contact status"),
    "owner": ("owner", "contact owner", "owner username"),
    "notes": ("notes", "note", "comment", "comments"),
    "do_not_call": ("do not call", "dnc"),
    "label": ("label", "phone label"),
}
# A name may come in parts: they are joined in this order.
NAME_PARTS = (
    ("first name", "given name", "firstname"),
    ("middle name", "additional name"),
    ("last name", "family name", "lastname", "surname"),
)
FIELDS = {spelling: field for field, spellings in SPELLINGS.items() for spelling in spellings}
PARTS = {spelling: place for place, names in enumerate(NAME_PARTS) for spelling in names}

PHONE = re.compile(
    r"(?:(?P<kind>mobile|cell|home|business|work|office|primary|other|main|car|more) )?"
    r"(?:tele)?(?:phones?|tel)(?: ?(?:numbers?|no|nr))?(?: \d+)?"
    r"|(?P<alone>mobile|cell|mobile number)"
)
NUMBERED_PHONE = re.compile(r"phone (?P<number>\d+) (?P<part>value|type|label)")
LABELS = {"business": "work", "office": "work", "cell": "mobile", "mobile number": "mobile"}
NO_LABEL = ("primary", "other", "more")


@dataclass(frozen=True)
class PhoneColumn:
    """`label_at`: the column that says what kind of number it is, as in Google's files."""

    at: int
    label: str = ""
    label_at: int | None = None


@dataclass(frozen=True)
class Columns:
    """Places of what we know, by field; `header` as it is written, for messages."""

    header: tuple[str, ...]
    places: dict[str, int] = field(default_factory=dict)
    name_parts: tuple[int, ...] = ()
    phones: tuple[PhoneColumn, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def known_count(self) -> int:
        return len(self.places) + len(self.name_parts) + len(self.phones)

    @property
    def makes_contacts(self) -> bool:
        return bool(self.phones or self.name_parts or "name" in self.places)


def read_header(header: Sequence[str]) -> Columns:
    """The first of two columns with one meaning counts; the other is unknown."""
    places: dict[str, int] = {}
    parts: dict[int, int] = {}
    phones: dict[int, str] = {}
    numbered: dict[str, dict[str, int]] = {}
    unknown = []
    for at, written in enumerate(header):
        word = folded(written)
        known = FIELDS.get(word)
        if known and known not in places:
            places[known] = at
        elif word in PARTS and PARTS[word] not in parts:
            parts[PARTS[word]] = at
        elif match := NUMBERED_PHONE.fullmatch(word):
            numbered.setdefault(match["number"], {})[match["part"]] = at
        elif match := PHONE.fullmatch(word):
            phones[at] = label_of(match)
        elif written.strip():
            unknown.append(written)
    columns = [PhoneColumn(at=at, label=label) for at, label in phones.items()]
    for of_number in numbered.values():
        if "value" in of_number:
            label_at = of_number.get("label", of_number.get("type"))
            columns.append(PhoneColumn(at=of_number["value"], label_at=label_at))
    return Columns(
        header=tuple(header),
        places=places,
        name_parts=tuple(at for _, at in sorted(parts.items())),
        phones=tuple(sorted(columns, key=lambda column: column.at)),
        unknown=tuple(unknown),
    )


def folded(header: str) -> str:
    words = re.split(r"[\s_:-]+", cell_text(header).strip().casefold())
    return " ".join(word for word in words if word)


def label_of(match: re.Match[str]) -> str:
    kind = match["kind"] or match["alone"] or ""
    return "" if kind in NO_LABEL else LABELS.get(kind, kind)
