"""A CSV as other programs write it: its encoding, its separator, its rows."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from callcrm.api.exceptions import InvalidField
from contacts.services.contact_columns import Columns, read_header

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

SEPARATORS = (",", ";", "\t", "|")
# A quote that nobody closed takes the rows behind it along, but no more than this.
MAX_CELL_CHARACTERS = 65_536
BLOCK_BYTES = 1 << 20
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAVE_AS = "Save it as CSV UTF-8 and import that."
# What other kinds of file begin with.
NO_CSV = (
    (b"PK\x03\x04", "a spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet"),
    (b"BEGIN:VCARD", "a vCard file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "compressed"),
)


@dataclass(frozen=True)
class ContactFile:
    """`encoding` as Python names it. `first_line`: the header's, counted from 1."""

    path: Path
    encoding: str
    separator: str
    columns: Columns
    first_line: int
    size_bytes: int


class Record(NamedTuple):
    """A row of cells; `line` is where it begins, counted from 1 as editors do.

    A tuple, since a million of them go to other processes.
    """

    line: int
    cells: list[str]


class BrokenRecord(NamedTuple):
    """Lines that can't be taken apart into cells."""

    line: int
    last_line: int
    reason: str


def open_contact_file(path: Path, *, encoding: str = "") -> ContactFile:
    """Look at the file: its header and its encoding. Raises InvalidField if it is no CSV."""
    try:
        encoding = encoding or detect_encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            line, written = first_line(file), 1
            if line.casefold().startswith("sep=") and line.strip()[4:5] in SEPARATORS:
                line, written = first_line(file), 2
    except OSError as error:
        raise refused(f"{path} can't be read: {error.strerror}.") from error
    except (UnicodeError, LookupError) as error:
        raise refused(f"{path} can't be read as {encoding}. {SAVE_AS}") from error
    if not line.strip():
        raise refused(f"{path} is empty.")
    guesses = {mark: read_header(next(csv.reader([line], delimiter=mark))) for mark in SEPARATORS}
    separator = max(SEPARATORS, key=lambda mark: guesses[mark].known_count)
    columns = guesses[separator]
    if not columns.makes_contacts:
        raise refused(
            f"The first line of {path} must name the columns, and none of them is a name or a "
            "phone number. Known: name, company, email, phone, status, owner, notes, label."
        )
    return ContactFile(path, encoding, separator, columns, written, path.stat().st_size)


def refused(sentence: str) -> InvalidField:
    return InvalidField(sentence, field="file")


def first_line(file: Iterator[str]) -> str:
    return next(file, "").strip("\r\n")


def detect_encoding(path: Path) -> str:
    """By its mark; else UTF-8 if all of it is; else Windows-1252, which what isn't mostly is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8 = True
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            if file.tell() == len(block):
                for beginning, kind in NO_CSV:
                    if block.startswith(beginning):
                        raise refused(f"{path} is {kind}, not CSV. {SAVE_AS}")
                for mark, encoding in BYTE_ORDER_MARKS:
                    if block.startswith(mark):
                        return encoding
                # One NUL spoils its row; every other byte a NUL is another encoding.
                if block.count(b"\0") * 4 > len(block):
                    raise refused(f"{path} has NUL bytes: UTF-16 without its mark? {SAVE_AS}")
            if is_utf_8:
                is_utf_8 = decodes(decoder, block)
        if is_utf_8 and decodes(decoder, b"", is_end=True):
            return "utf-8"
    return "cp1252"


def decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, is_end: bool = False) -> bool:
    try:
        decoder.decode(block, final=is_end)
    except UnicodeDecodeError:
        return False
    return True


def read_records(
    file: ContactFile, *, at_once: int
) -> Iterator[tuple[list[Record | BrokenRecord], int]]:
    """Blocks of the rows behind the header, each with the bytes read so far; no blank rows.

    Raises InvalidField for bytes that the encoding doesn't have.
    """
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    try:
        with (
            file.path.open("rb") as binary,
            io.TextIOWrapper(binary, encoding=file.encoding, newline="") as text,
        ):
            for _ in range(file.first_line - 1):
                next(text)
            rows = csv.reader(text, delimiter=file.separator, strict=True)
            next(rows)
            records = records_of(rows, file.first_line - 1)
            while block := list(islice(records, at_once)):
                yield block, binary.tell()
    except UnicodeError as error:
        raise refused(f"{file.path} can't be read as {file.encoding}. {SAVE_AS}") from error


def records_of(rows: "CsvReader", offset: int) -> Iterator[Record | BrokenRecord]:
    while record := next_record(rows, offset):
        if isinstance(record, BrokenRecord) or any(record.cells):
            yield record


def next_record(rows: "CsvReader", offset: int) -> Record | BrokenRecord | None:
    line = rows.line_num + offset + 1
    try:
        return Record(line=line, cells=next(rows))
    except StopIteration:
        return None
    except csv.Error as error:
        last_line = rows.line_num + offset
        return BrokenRecord(line, last_line, reason_in_words(error, is_one_line=line == last_line))


def reason_in_words(error: csv.Error, *, is_one_line: bool) -> str:
    if "field larger" in str(error) and is_one_line:
        return f"A cell has more than {MAX_CELL_CHARACTERS:,} characters; shorten it."
    if "field larger" in str(error) or "unexpected end" in str(error):
        return "A quote is opened here and not closed; the lines behind it were skipped."
    return 'A quote stands in the middle of a cell; write it twice: "".'
