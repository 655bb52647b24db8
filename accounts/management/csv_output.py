"""Where a command writes a CSV: into a file that is whole or not there, or to standard output."""

import csv
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from django.core.management import BaseCommand, CommandError
from django.core.management.base import OutputWrapper
from tqdm import tqdm

# Excel knows UTF-8 by it.
BYTE_ORDER_MARK = "\ufeff"


def write_csv(
    rows: Iterable[Sequence[str]], *, command: BaseCommand, path: Path | None, has_mark: bool
) -> str:
    """Write the rows, a header first, to `path` or else to stdout; a sentence that says how many.

    The file is written beside its place and moved there at the end, so that it is never half a
    one; only its owner may read it. Beside rows on stdout the sentence goes to stderr, and "" is
    returned. Raises CommandError.
    """
    if path is None:
        number = write_to_stdout(rows, command.stdout, has_mark=has_mark)
        command.stderr.write(f"{number:,} rows.")
        return ""
    # Two at once write one each.
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            number = write_rows(rows, file, has_mark=has_mark)
        draft.replace(path)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return f"{number:,} rows were written to {path}."


def write_to_stdout(
    rows: Iterable[Sequence[str]], out: TextIO | OutputWrapper, *, has_mark: bool
) -> int:
    try:
        number = write_rows(rows, out, has_mark=has_mark)
        out.flush()
    except OSError as error:
        # Python flushes once more at its end, and would complain there of the same.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise CommandError(
            f"Not all rows were written: {error.strerror}. "
            "With --out the file is whole or not there."
        ) from error
    return number


def write_rows(
    rows: Iterable[Sequence[str]], out: TextIO | OutputWrapper, *, has_mark: bool
) -> int:
    if has_mark:
        # Django's wrapper of stdout adds a line feed to what has none.
        getattr(out, "_out", out).write(BYTE_ORDER_MARK)
    writer = csv.writer(out, lineterminator="\n")
    number = -1  # the header
    for number, row in enumerate(tqdm(rows, unit=" rows", disable=None, leave=False)):  # noqa: B007
        writer.writerow(row)
    return number
