import csv
import io
from dataclasses import dataclass
from pathlib import Path

from callcrm.api.exceptions import DomainError
from calls.services.import_recordings.fields import NAMES, hints_from_fields
from calls.services.import_recordings.hints import Hints
from calls.services.import_recordings.table_text import delimiter_of, read_table_text

MANIFEST_NAME = "manifest.csv"
FILE_COLUMN = "file"
COLUMNS = (FILE_COLUMN, "number", "started_at", "direction", "contact_name", "duration_seconds")


class InvalidManifest(DomainError):
    """The table that should say whose calls the files are can't be used at all."""

    code = "invalid"


@dataclass(frozen=True)
class Manifest:
    """By a file's path below the folder: what the table says of it, or why that can't be read."""

    hints: dict[str, Hints]
    refusals: dict[str, str]

    @property
    def names(self) -> set[str]:
        return self.hints.keys() | self.refusals.keys()


def read_manifest(path: Path) -> Manifest:
    """Raises InvalidManifest."""
    try:
        content = read_table_text(path)
        table = csv.DictReader(io.StringIO(content), delimiter=delimiter_of(content), strict=True)
        check_columns(path, table)
        rows = [(table.line_num, row) for row in table]
    except (OSError, csv.Error, UnicodeError) as error:
        raise InvalidManifest(f"{path.name} can't be read: {error}.") from error
    manifest = Manifest(hints={}, refusals={})
    for line, row in rows:
        fields = {name.strip().casefold(): value for name, value in row.items() if name}
        file = (fields.pop(FILE_COLUMN, "") or "").strip().replace("\\", "/")
        if not file:
            raise InvalidManifest(f"{path.name}, line {line}: it names no file.")
        if file in manifest.names:
            raise InvalidManifest(f"{path.name}, line {line}: {file} stands there a second time.")
        try:
            manifest.hints[file] = hints_of(row, fields, told_by=path.name)
        except ValueError as error:
            manifest.refusals[file] = f"{path.name}, line {line}: {error}"
    return manifest


def hints_of(row: dict[str, str], fields: dict[str, str], *, told_by: str) -> Hints:
    if None in row:
        raise ValueError("it has more cells than the first line.")
    hints = hints_from_fields(fields, told_by=told_by)
    direction = (fields.get("direction") or "").strip()
    if direction and hints.direction is None:
        raise ValueError(f"{direction!r} is no direction: write outbound or inbound.")
    return hints


def check_columns(path: Path, table: "csv.DictReader[str]") -> None:
    names = [(name or "").strip().casefold() for name in table.fieldnames or ()]
    if FILE_COLUMN not in names:
        raise InvalidManifest(
            f"{path.name} has no column {FILE_COLUMN}. Its first line is: {','.join(COLUMNS)}."
        )
    known = {FILE_COLUMN, *(alias for aliases in NAMES.values() for alias in aliases)}
    unknown = [name for name in names if name.replace(" ", "_") not in known]
    if unknown:
        raise InvalidManifest(
            f"{path.name} has columns that nobody knows: {', '.join(unknown)}. "
            f"Known: {', '.join(COLUMNS)}."
        )
