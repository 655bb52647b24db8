from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from calls.services.backup.prune_backups import Superfluous, prune_backups
from calls.services.backup.refusal import BackupRefused

MEBIBYTE = 1024 * 1024


class Command(BaseCommand):
    help = "Delete old backups, and the recordings that no backup in the folder names anymore."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="what `backup --to` was given")
        parser.add_argument(
            "--keep", type=at_least_one, metavar="N", help="the newest N backups; else all"
        )
        parser.add_argument(
            "--for-real", action="store_true", dest="is_for_real", help="otherwise only say what"
        )

    def handle(
        self, *, folder: Path, keep: int | None, is_for_real: bool, **options: object
    ) -> str:
        try:
            found = prune_backups(folder=folder.absolute(), keep=keep, is_for_real=is_for_real)
        except BackupRefused as error:
            raise CommandError(f"Not pruned: {error}") from error
        for path in (*found.backups, *found.cut_off):
            self.stdout.write(str(path))
        if is_for_real:
            return f"Deleted: {told(found)}."
        return f"{told(found)} would be deleted; nothing was, use --for-real."


def told(found: Superfluous) -> str:
    cut_off = f", {len(found.cut_off)} that were cut off" if found.cut_off else ""
    return (
        f"{len(found.backups)} backups{cut_off}, and {len(found.objects)} recordings "
        f"({found.object_bytes / MEBIBYTE:.1f} MiB) that no kept backup names"
    )


def at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text} isn't a number of backups, 1 or more")
    return int(text)
