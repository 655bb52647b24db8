from pathlib import Path

from django.core.management import BaseCommand, CommandParser

from accounts.management.csv_output import write_csv
from contacts.services.export_contacts import export_contacts


class Command(BaseCommand):
    help = "Write all contacts that aren't deleted as CSV; import_contacts reads it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, help="a file; without it, standard output")
        parser.add_argument("--bom", action="store_true", help="with a byte order mark, for Excel")

    def handle(
        self, *args: object, out: Path | None = None, bom: bool = False, **options: object
    ) -> str:
        return write_csv(export_contacts(), command=self, path=out, has_mark=bom)
