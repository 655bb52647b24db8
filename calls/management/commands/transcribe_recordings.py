import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import Team
from calls.services.enqueue_transcription import enqueue_transcription
from calls.services.recordings_to_transcribe import recordings_to_transcribe


class Command(BaseCommand):
    help = (
        "Have recordings transcribed that aren't: those of before transcription was configured, "
        "and those that failed. Counts them; with --for-real, queues them behind new ones."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=day, metavar="DATE", help="calls from this day on (UTC)"
        )
        parser.add_argument("--until", type=day, metavar="DATE", help="calls before this day (UTC)")
        parser.add_argument("--team", metavar="NAME", help="calls of this team")
        parser.add_argument("--limit", type=int, metavar="N", help="so many, the newest first")
        parser.add_argument(
            "--again", action="store_true", dest="is_again", help="those that have one, too"
        )
        parser.add_argument(
            "--overwrite-edited",
            action="store_true",
            dest="overwrites_edits",
            help="with --again: also those that people have edited; their edits are lost",
        )
        parser.add_argument("--for-real", action="store_true", dest="is_for_real")

    def handle(
        self,
        *args: object,
        since: date | None = None,
        until: date | None = None,
        team: str | None = None,
        limit: int | None = None,
        is_again: bool = False,
        overwrites_edits: bool = False,
        is_for_real: bool = False,
        **options: object,
    ) -> str:
        if settings.TRANSCRIPTION is None:
            raise CommandError(
                "Transcription isn't configured: set TRANSCRIPTION_URL and TRANSCRIPTION_MODEL "
                "(docs/how-to/transcribe.md)."
            )
        if overwrites_edits and not is_again:
            raise CommandError("--overwrite-edited needs --again.")
        if limit is not None and limit < 1:
            raise CommandError("--limit must be 1 or more.")
        if team is not None and not Team.objects.filter(name=team).exists():
            raise CommandError(f"No team is called {team}; the admin lists them.")
        recordings = recordings_to_transcribe(
            since=since,
            until=until,
            team=team,
            is_again=is_again,
            overwrites_edits=overwrites_edits,
        )
        recording_ids = list(recordings.values_list("pk", flat=True)[:limit])
        if not is_for_real:
            return f"{len(recording_ids)} recordings would be transcribed; --for-real queues them."
        for recording_id in tqdm(recording_ids, unit="recording", disable=not sys.stderr.isatty()):
            enqueue_transcription(
                recording_id=recording_id,
                is_again=True,
                overwrites_edits=overwrites_edits,
                is_backfill=True,
            )
        return f"{len(recording_ids)} recordings are in the queue; the worker does new ones first."


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} isn't a day such as 2026-01-31") from None
