import sys
from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from callcrm.api.exceptions import DomainError
from calls.services.copy_recordings import CopyOutcome, copy_recordings, recordings_to_copy

THERE_ALREADY, COPIED, LEFT_OUT = CopyOutcome


class Command(BaseCommand):
    help = "Copy every recording to another store, checking each hash; go on where it was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", required=True, metavar="NAME", help="recordings_new: see NEW_RECORDINGS_STORE"
        )
        parser.add_argument("--for-real", action="store_true", dest="is_for_real")

    def handle(self, *args: object, to: str, is_for_real: bool = False, **options: object) -> str:
        refuse_unknown_store(to)
        counts: Counter[CopyOutcome] = Counter()
        copies = copy_recordings(to=to, is_for_real=is_for_real)
        total = recordings_to_copy().count()
        try:
            for copied in tqdm(copies, total=total, unit="recording", disable=not is_shown()):
                counts[copied.outcome] += 1
                if copied.finding:
                    self.stdout.write(f"{copied.recording.pk} {copied.key} {copied.finding}")
        except (OSError, DomainError) as error:
            raise CommandError(
                f"Stopped after {counts[COPIED]} copies: {error} Run it again to go on."
            ) from error
        if counts[LEFT_OUT]:
            raise CommandError(
                f"{counts[LEFT_OUT]} recordings were left out, named above: their bytes aren't "
                f"what was received. {sentence(counts, to, is_for_real=is_for_real)}"
            )
        return sentence(counts, to, is_for_real=is_for_real)


def refuse_unknown_store(name: str) -> None:
    if name == "recordings":
        raise CommandError("That is the store that they are in. Name another, recordings_new.")
    if name not in settings.STORAGES or not name.startswith("recordings"):
        raise CommandError(
            f"There is no store {name}. Set NEW_RECORDINGS_STORE and what belongs to it; then "
            "it is called recordings_new."
        )


def is_shown() -> bool:
    return sys.stderr.isatty()


def sentence(counts: Counter[CopyOutcome], to: str, *, is_for_real: bool) -> str:
    there = f"{counts[THERE_ALREADY]} were there already"
    if is_for_real:
        return f"Copied {counts[COPIED]} recordings to {to}; {there}."
    return f"{counts[COPIED]} recordings would be copied to {to}, with --for-real; {there}."
