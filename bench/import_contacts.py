"""How fast `import_contacts --for-real` is beside a plain COPY of the same rows.

    VAR_DIR=/tmp/bench python -m bench.import_contacts --rows 1000000

Needs a database without contacts. The reference reads the same file with `csv`, gives each row an
id and copies it into a table without indexes, in the same run: what PostgreSQL and Python do at
best, with no number read. It is done three times, and the middle one counts.
"""

import argparse
import csv
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

import django

HEADER = ("name", "company", "email", "phone", "status")
BAD_SHARE = 0.03
# Of COPY's rate, at least: the parser of numbers is the limit.
TARGET_RATIO = 0.06


@dataclass(frozen=True)
class Measured:
    """Rows a second, and the peak of resident memory of our largest process."""

    rows: int
    copied_per_second: float
    imported_per_second: float
    peak_mebibytes: float

    @property
    def ratio(self) -> float:
        return self.imported_per_second / self.copied_per_second


def measure(rows: int) -> Measured:
    """Raises RuntimeError for a database with contacts: the figures would be another's."""
    from contacts.models import Contact
    from contacts.services.import_contacts import RowDefaults, import_contacts

    if Contact.objects.exists():
        raise RuntimeError("The database has contacts; set VAR_DIR to a new folder and migrate.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contacts.csv"
        write_file(path, rows)
        copied = median(seconds_of(lambda: copy_plainly(path)) for _ in range(3))
        imported = seconds_of(
            lambda: import_contacts(path=path, is_for_real=True, defaults=RowDefaults())
        )
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Measured(rows, rows / copied, rows / imported, peak / 1024)


def write_file(path: Path, rows: int) -> None:
    from contacts.services.sample_names import sample_company, sample_name
    from contacts.services.sample_numbers import SampleNumbers

    random, numbers = Random(1), SampleNumbers()  # noqa: S311 - repeatable
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for ordinal in range(rows):
            phone, _ = numbers.number(ordinal)
            if random.random() < BAD_SHARE:
                phone = phone[:5]
            email = f"c{ordinal}@example.com"
            lines.writerow((sample_name(random), sample_company(random), email, phone, "New Lead"))


def copy_plainly(path: Path) -> None:
    from django.db import connection, transaction

    from callcrm.api.ids import uuid7

    columns = ", ".join(f"{name} text" for name in HEADER)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_bare (id uuid, {columns})")
        with (
            path.open(encoding="utf-8", newline="") as file,
            cursor.copy("COPY bench_bare FROM STDIN") as copy,
        ):
            lines = csv.reader(file)
            next(lines)
            for cells in lines:
                copy.write_row((uuid7(), *cells))
        cursor.execute("DROP TABLE bench_bare")


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure import_contacts against COPY.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")

    from callcrm.run.own_database import ensure_own_database

    ensure_own_database()
    django.setup()
    measured = measure(arguments.rows)
    sys.stdout.write(
        f"{measured.rows:,} rows: COPY {measured.copied_per_second:,.0f} a second, import_contacts "
        f"{measured.imported_per_second:,.0f}, ratio {measured.ratio:.3f} (at least "
        f"{TARGET_RATIO}); peak memory {measured.peak_mebibytes:.0f} MiB.\n"
    )
    return 0 if measured.ratio >= TARGET_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
