import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from calls.services.verify_recordings import recordings_to_verify, verify_recordings

SAMPLE = 200


class Command(BaseCommand):
    help = "Read recordings and compare their hashes; name what differs or is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        how_many = parser.add_mutually_exclusive_group()
        how_many.add_argument("--sample", type=int, default=SAMPLE, help="so many (%(default)d)")
        how_many.add_argument("--all", action="store_true", dest="is_all")
        parser.add_argument(
            "--in", default="recordings", dest="store", metavar="NAME", help="the store"
        )

    def handle(
        self,
        *args: object,
        sample: int = SAMPLE,
        is_all: bool = False,
        store: str = "recordings",
        **options: object,
    ) -> str:
        if sample < 1:
            raise CommandError("--sample must be 1 or more; --all verifies every recording.")
        if store not in settings.STORAGES:
            raise CommandError(f"There is no store {store}; there is {known_stores()}.")
        recordings = recordings_to_verify(sample=None if is_all else sample)
        verified = verify_recordings(recordings=recordings, store=store)
        total = recordings.count()
        bad = 0
        try:
            for each in tqdm(
                verified, total=total, unit="recording", disable=not sys.stderr.isatty()
            ):
                if each.finding:
                    bad += 1
                    self.stdout.write(f"{each.recording.pk} {each.key} {each.finding}")
        except OSError as error:
            raise CommandError(f"Nothing more can be verified: {error}") from error
        if bad:
            raise CommandError(
                f"{bad} of {total} recordings are not as they were received; they are named "
                "above. A backup may have them."
            )
        return f"All of {total} recordings are as they were received."


def known_stores() -> str:
    return " and ".join(name for name in settings.STORAGES if name.startswith("recordings"))
