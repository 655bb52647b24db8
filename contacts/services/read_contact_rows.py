"""From the cells of a CSV's rows to rows of the staging table, or to what is wrong with them.

It touches no database, so that several processes can share the work.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from callcrm.api.csv_cells import cell_text
from callcrm.api.exceptions import DomainError
from callcrm.api.ids import uuid7
from contacts.models import Contact, ContactNote, PhoneNumber
from contacts.services.contact_columns import Columns, PhoneColumn
from contacts.services.contact_file import BrokenRecord, Record
from contacts.services.normalize_phone_number import NormalizedNumber, normalize_phone_number
from contacts.services.phone_numbers import e164_of

# Google puts several values into one cell so; numbers may also follow each other with a space.
SEVERAL = ":::"
BETWEEN_NUMBERS = re.compile(r":::|[\s,;]+(?=\+)")
YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"no", "n", "false", "0", ""})
COPY_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
NULL = r"\N"
LONGEST = {
    "name": Contact.name.field.max_length,
    "company": Contact.company.field.max_length,
    "email": Contact.email.field.max_length,
    "label": PhoneNumber.label.field.max_length,
    "notes": ContactNote.text.field.max_length,
}
# The staging table's, in the order of COPY.
STAGED = (
    *("line", "position", "contact_id", "number_id", "e164", "raw", "region", "extension"),
    *("label", "name", "company", "email", "status_id", "owner_id", "do_not_call", "notes"),
)


@dataclass(frozen=True)
class Problem:
    """Why a row, or one of its numbers, isn't imported. `column`: "" for the whole row."""

    line: int
    kind: str
    column: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Rules:
    """What a row is read with. `statuses` and `owners` by what may be written, in lower case."""

    columns: Columns
    regions: tuple[str | None, ...]
    default_status: UUID
    statuses: dict[str, UUID]
    status_names: tuple[str, ...]
    owners: dict[str, UUID]
    default_owner: UUID | None = None
    keeps_notes: bool = False


@dataclass
class ReadRows:
    """`staged`: lines for COPY. `count`: rows of the file, rejected ones included."""

    staged: bytes
    count: int
    problems: list[Problem] = field(default_factory=list)


class Rejected(Exception):
    """This row can't be a contact."""

    def __init__(self, sentence: str, *, column: str = "", value: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.column, self.value = sentence, column, value


def read_contact_rows(rules: Rules, records: Sequence[Record | BrokenRecord]) -> ReadRows:
    lines: list[str] = []
    problems = []
    for record in records:
        if isinstance(record, BrokenRecord):
            is_one_line = record.line == record.last_line
            where = "" if is_one_line else f"lines {record.line}-{record.last_line}"
            problems.append(Problem(record.line, "rejected", "", where, record.reason))
            continue
        try:
            lines.extend(staged_lines(record, rules))
        except Rejected as error:
            problems.append(
                Problem(record.line, "rejected", error.column, error.value, error.sentence)
            )
    return ReadRows("".join(lines).encode(), len(records), problems)


def staged_lines(record: Record, rules: Rules) -> Iterator[str]:
    """One line for each number; one with an empty number for a contact that has none."""
    cells = checked_cells(record, rules.columns)
    contact = contact_cells(cells, rules)
    label = cell(cells, rules.columns, "label")
    numbers = list(numbers_of(cells, rules, label))
    if not numbers and not contact[0]:
        raise Rejected("It has neither a name nor a phone number.")
    contact_id = uuid7().hex
    rest = "\t".join(contact)
    if not numbers:
        yield f"{record.line}\t0\t{contact_id}\t{NULL}\t{NULL}\t\t\t\t\t{rest}\n"
    # A number may have its contact's id, as its event does: making a million more takes seconds.
    # Made in one moment, ids keep the order of the columns only if they are sorted.
    ids = sorted([contact_id, *(uuid7().hex for _ in numbers[1:])])
    for position, (number, its_label) in enumerate(numbers):
        values = (number.raw, number.region_used or "", number.extension, its_label)
        texts = "\t".join(map(escaped, values))
        yield (
            f"{record.line}\t{position}\t{contact_id}\t{ids[position]}\t{number.e164}\t"
            f"{texts}\t{rest}\n"
        )


def checked_cells(record: Record, columns: Columns) -> list[str]:
    cells, width = record.cells, len(columns.header)
    if len(cells) > width and any(cells[width:]):
        raise Rejected(
            f"It has {len(cells)} cells and the header {width}; quote a cell with a separator.",
            value=cells[width],
        )
    if "\0" in "".join(cells):
        raise Rejected("It contains a NUL character.")
    return [cell_text(text) for text in cells] + [""] * (width - len(cells))


def contact_cells(cells: list[str], rules: Rules) -> tuple[str, ...]:
    columns = rules.columns
    name = cell(cells, columns, "name")
    if not name:
        name = " ".join(filter(None, (one_line(cells[at]) for at in columns.name_parts)))
        not_too_long("name", name, column="name")
    texts = name, cell(cells, columns, "company"), email_of(cells, columns)
    notes = cell(cells, columns, "notes") if rules.keeps_notes else ""
    return (
        *map(escaped, texts),
        status_of(cells, rules).hex,
        owner.hex if (owner := owner_of(cells, rules)) else NULL,
        "t" if is_do_not_call(cells, columns) else "f",
        escaped(notes),
    )


def escaped(text: str) -> str:
    """For COPY. Nearly every cell stays as it is, and finding that out is quicker."""
    return text if text.isprintable() and "\\" not in text else text.translate(COPY_ESCAPES)


def cell(cells: list[str], columns: Columns, name: str) -> str:
    at = columns.places.get(name)
    if at is None:
        return ""
    text = cells[at].strip() if name == "notes" else one_line(cells[at])
    not_too_long(name, text, column=columns.header[at])
    return text


def one_line(text: str) -> str:
    return " ".join(text.split())


def not_too_long(name: str, text: str, *, column: str) -> None:
    longest = LONGEST.get(name)
    if longest and len(text) > longest:
        raise Rejected(
            f"It has {len(text)} characters; at most {longest} fit.", column=column, value=text
        )


def email_of(cells: list[str], columns: Columns) -> str:
    text = cell(cells, columns, "email").partition(SEVERAL)[0].strip()
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            column = columns.header[columns.places["email"]]
            raise Rejected("This is no email address.", column=column, value=text) from error
    return text


def status_of(cells: list[str], rules: Rules) -> UUID:
    text = cell(cells, rules.columns, "status")
    if not text:
        return rules.default_status
    if found := rules.statuses.get(text.casefold()):
        return found
    raise Rejected(
        f"There is no such status. Known: {', '.join(rules.status_names)}.",
        column=rules.columns.header[rules.columns.places["status"]],
        value=text,
    )


def owner_of(cells: list[str], rules: Rules) -> UUID | None:
    text = cell(cells, rules.columns, "owner")
    if not text:
        return rules.default_owner
    if found := rules.owners.get(text.casefold()):
        return found
    raise Rejected(
        "Nobody here has this username, email address or name.",
        column=rules.columns.header[rules.columns.places["owner"]],
        value=text,
    )


def is_do_not_call(cells: list[str], columns: Columns) -> bool:
    text = cell(cells, columns, "do_not_call").casefold()
    if text not in YES | NO:
        column = columns.header[columns.places["do_not_call"]]
        raise Rejected("Write yes or no.", column=column, value=text)
    return text in YES


def numbers_of(
    cells: list[str], rules: Rules, label: str
) -> Iterator[tuple[NormalizedNumber, str]]:
    """Each number once, with its label."""
    seen = set()
    for column in rules.columns.phones:
        for text in BETWEEN_NUMBERS.split(cells[column.at]):
            if not text.strip():
                continue
            number = number_in(text, column=rules.columns.header[column.at], rules=rules)
            if number.e164 not in seen:
                seen.add(number.e164)
                yield number, label_in(cells, column) or label


def number_in(text: str, *, column: str, rules: Rules) -> NormalizedNumber:
    try:
        # A space before the digits means a plus to the API, but nothing in a file.
        number = normalize_phone_number(text.strip(), regions=rules.regions)
        e164_of(number, field=column)
    except DomainError as error:
        raise Rejected(sentence_about(text, error), column=column, value=text) from error
    return number


def sentence_about(text: str, error: DomainError) -> str:
    if "e+" in text.casefold() and text.strip()[:1].isdigit():
        return "A spreadsheet has rounded this number. Format the column as text, then fill it."
    return error.detail.replace("with `region`", "import with --region")


def label_in(cells: list[str], column: PhoneColumn) -> str:
    if column.label_at is None:
        return column.label
    label = one_line(cells[column.label_at]).lstrip("* ").casefold()
    return label[: LONGEST["label"]]
