import csv
import os
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from tqdm import tqdm

from accounts.management.lookups import person_named
from callcrm.api.csv_cells import safe_cell
from callcrm.api.exceptions import DomainError
from contacts.models import ContactStatus
from contacts.services.import_contacts import Imported, RowDefaults, import_contacts
from contacts.services.read_contact_rows import Problem

MOST_SHOWN = 20
LONGEST_VALUE_SHOWN = 40


class Command(BaseCommand):
    help = "Add the customers of a CSV file. Without --for-real it only tells what would happen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV with a header")
        parser.add_argument("--region", default="", help="country of national numbers, e.g. GB")
        parser.add_argument("--owner", default="", help="username, for rows that name no owner")
        parser.add_argument("--status", default="", help="for rows that name none")
        parser.add_argument("--as", default="", dest="actor", help="username of who imports")
        parser.add_argument("--encoding", default="", help="if it is guessed wrongly, e.g. cp1250")
        parser.add_argument("--errors", type=Path, help="instead of FILE.errors.csv")
        parser.add_argument("--for-real", action="store_true", dest="is_for_real")

    def handle(
        self,
        *args: object,
        file: Path,
        region: str = "",
        owner: str = "",
        status: str = "",
        actor: str = "",
        encoding: str = "",
        errors: Path | None = None,
        is_for_real: bool = False,
        **options: object,
    ) -> str:
        listed = errors or file.with_name(f"{file.name}.errors.csv")
        if listed.resolve() == file.resolve():
            raise CommandError("--errors would overwrite the file itself; name another.")
        problems = Problems(self, listed)
        size = file.stat().st_size if file.is_file() else 0
        with (
            sentences_for_people(),
            problems.file_for_all(),
            tqdm(total=size, unit="B", unit_scale=True, disable=None, leave=False) as bar,
        ):
            imported = import_contacts(
                path=file,
                is_for_real=is_for_real,
                defaults=RowDefaults(
                    region=region,
                    owner=person_named(owner) if owner else None,
                    status=status_named(status) if status else None,
                ),
                encoding=encoding,
                actor=person_named(actor) if actor else None,
                on_problem=problems.add,
                on_bytes_read=bar.update,
            )
        self.tell(imported, problems)
        return sentence(imported, is_for_real=is_for_real)

    def tell(self, imported: Imported, problems: "Problems") -> None:
        if imported.file.encoding == "cp1252":
            self.stdout.write("The file isn't UTF-8; it was read as Windows-1252.")
        if unknown := imported.file.columns.unknown:
            names = ", ".join(unknown)
            self.stdout.write(f"Columns left out, as unknown or there already: {names}.")
        if imported.notes_left_out:
            self.stdout.write("Notes were left out: say whose they are with --as USERNAME.")
        if problems.count:
            self.stdout.write(
                f"{imported.rows:,} rows: {imported.added:,} new, "
                f"{imported.already_there:,} there already, {imported.duplicates:,} twice in the "
                f"file, {imported.rejected:,} rejected. All {problems.count:,} that were left out, "
                f"line by line: {problems.path}"
            )


class Problems:
    """Shows the first rejected rows, and writes all that is left out to a file."""

    def __init__(self, command: Command, path: Path) -> None:
        self.command, self.path = command, path
        self.count = self.shown = 0

    @contextmanager
    def file_for_all(self) -> Iterator[None]:
        """It is there afterwards only if there was a problem."""
        # It quotes numbers and names: its owner's only.
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            self.rows = csv.writer(file)
            self.rows.writerow(("line", "what", "column", "value", "why"))
            try:
                yield
            finally:
                if not self.count:
                    self.path.unlink()

    def add(self, problem: Problem) -> None:
        self.count += 1
        texts = (problem.kind, problem.column, problem.value, problem.sentence)
        self.rows.writerow((problem.line, *map(safe_cell, texts)))
        if problem.kind == "rejected" and self.shown < MOST_SHOWN:
            self.shown += 1
            where = f"{problem.column}: " if problem.column else ""
            value = f"{problem.value[:LONGEST_VALUE_SHOWN]!r}: " if problem.value else ""
            with tqdm.external_write_mode():
                self.command.stdout.write(f"line {problem.line}: {where}{value}{problem.sentence}")


@contextmanager
def sentences_for_people() -> Iterator[None]:
    try:
        yield
    except DomainError as error:
        raise CommandError(error.detail) from error
    except BrokenProcessPool as error:
        raise CommandError(
            "A process that read the file was killed; nothing was imported. Is memory short?"
        ) from error
    except OperationalError as error:
        raise CommandError(
            "The database went away. Run the import again: what is there isn't added twice."
        ) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}. Nothing was imported.") from error


def status_named(name: str) -> ContactStatus:
    statuses = {status.name.casefold(): status for status in ContactStatus.objects.all()}
    if name.casefold() not in statuses:
        known = ", ".join(status.name for status in statuses.values())
        raise CommandError(f"There is no status {name}. Known: {known}.")
    return statuses[name.casefold()]


def sentence(imported: Imported, *, is_for_real: bool) -> str:
    if is_for_real:
        return f"{imported.added:,} contacts were added."
    if imported.added:
        return f"{imported.added:,} contacts would be added; nothing was written, use --for-real."
    return "No contact would be added."
