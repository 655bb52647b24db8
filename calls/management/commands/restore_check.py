from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from calls.services.backup.check_backup import check_backup
from calls.services.backup.refusal import BackupRefused


class Command(BaseCommand):
    help = "Restore a backup into a database of its own, compare every table, hash every recording."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="what `backup --to` was given, or one backup in it"
        )

    def handle(self, *, folder: Path, **options: object) -> str:
        try:
            checked = check_backup(folder=folder.absolute())
        except BackupRefused as error:
            raise CommandError(f"Nothing was checked: {error}") from error
        for fault in checked.faults:
            self.stderr.write(fault)
        if checked.faults:
            raise CommandError(
                f"The backup {checked.folder} isn't whole: {len(checked.faults)} faults, named "
                "above. Keep the older ones, and make another with `backup --to … --recheck`."
            )
        tables = checked.manifest.tables
        return (
            f"The backup {checked.folder} is whole: {len(tables)} tables with "
            f"{sum(table.rows for table in tables.values())} rows were restored as they were, and "
            f"{checked.manifest.object_count} recordings have their hashes."
        )
