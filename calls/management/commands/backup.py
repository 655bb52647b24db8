from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from calls.services.backup.back_up import Backup, back_up
from calls.services.backup.refusal import BackupRefused


class Command(BaseCommand):
    help = "Dump the database, and copy the recordings that the folder doesn't have yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, required=True, dest="folder", help="where all backups lie"
        )
        parser.add_argument(
            "--recheck",
            action="store_true",
            dest="is_rechecked",
            help="hash the recordings that lie there already, and copy damaged ones again",
        )

    def handle(self, *, folder: Path, is_rechecked: bool, **options: object) -> str:
        try:
            backup = back_up(folder=folder.absolute(), is_rechecked=is_rechecked)
        except BackupRefused as error:
            raise CommandError(f"No backup was made: {error}") from error
        if backup.objects.lacking:
            for key in backup.objects.lacking:
                self.stderr.write(f"not as it was stored: {key}")
            raise CommandError(
                f"{sentence(backup)} The store lacks {len(backup.objects.lacking)} recordings, "
                "named above: look for them in an older backup."
            )
        return sentence(backup)


def sentence(backup: Backup) -> str:
    tables = backup.manifest.tables
    erased = len(backup.objects.erased)
    meanwhile = f" {erased} were erased meanwhile and aren't in it." if erased else ""
    return (
        f"Backed up to {backup.folder}: {len(tables)} tables with "
        f"{sum(table.rows for table in tables.values())} rows; {backup.objects.copied} recordings "
        f"copied, {backup.objects.present} were there already.{meanwhile}"
    )
