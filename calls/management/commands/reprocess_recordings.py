import sys
import time
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from accounts.models import Device, User
from accounts.people import naming
from callcrm.api.exceptions import DomainError
from calls.choices import WITHOUT_OBJECT, FindingCode, RecordingStatus
from calls.periods import read_bound
from calls.processing.waveform import PROCESSING_VERSION
from calls.services.reprocess_recordings import (
    Choice,
    count_bulk_jobs_left,
    recordings_to_reprocess,
    reprocess_recordings,
)

SECONDS_BETWEEN_LOOKS = 2
STATUSES = [status for status in RecordingStatus.values if status not in WITHOUT_OBJECT]


class Command(BaseCommand):
    help = "Have recordings processed again, behind everything else; counts them first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--status", choices=STATUSES)
        parser.add_argument("--finding", choices=FindingCode.values)
        parser.add_argument(
            "--version-below",
            type=int,
            metavar="N",
            help=f"processed by an older version than N; today's is {PROCESSING_VERSION}",
        )
        parser.add_argument("--agent", help="whose calls: a username or an id")
        parser.add_argument("--device", help="of which phone: its id")
        parser.add_argument("--since", default="", help="calls from this date or time on (UTC)")
        parser.add_argument("--until", default="", help="calls until then; a date is included")
        parser.add_argument(
            "--without-copy",
            action="store_true",
            help="ready, but no browser plays them and they have no copy that plays",
        )
        parser.add_argument("--for-real", action="store_true")
        parser.add_argument("--wait", action="store_true", help="show the work until it is done")

    def handle(self, *, for_real: bool, wait: bool, **options: object) -> str:
        choice = choice_of(options)
        total = recordings_to_reprocess(choice=choice).count()
        if not for_real:
            return f"{total} recordings would be processed again; --for-real queues them."
        is_hidden = not sys.stderr.isatty()
        queued = sum(
            1
            for _ in tqdm(
                reprocess_recordings(choice=choice),
                total=total,
                unit="recording",
                desc="Queueing",
                disable=is_hidden,
            )
        )
        if not wait:
            return f"{queued} recordings are in the queue; the worker processes them in its time."
        watch(is_hidden=is_hidden)
        return f"{queued} recordings were queued, and nothing is left in the bulk queue."


def choice_of(options: dict[str, object]) -> Choice:
    """Raises CommandError."""
    return Choice(
        status=text(options, "status"),
        finding=text(options, "finding"),
        version_below=options["version_below"],  # type: ignore[arg-type]  # argparse made it one
        agent=agent_named(text(options, "agent")),
        device=device_of(text(options, "device")),
        since=bound(text(options, "since"), option="--since", is_end=False),
        until=bound(text(options, "until"), option="--until", is_end=True),
        is_without_copy=bool(options["without_copy"]),
    )


def text(options: dict[str, object], name: str) -> str | None:
    given = options[name]
    return str(given) if given else None


def agent_named(name: str | None) -> User | None:
    if name is None:
        return None
    person = User.objects.filter(naming(name)).first()
    if person is None:
        raise CommandError(f"Nobody has the username or id {name}.")
    return person


def device_of(name: str | None) -> Device | None:
    if name is None:
        return None
    try:
        return Device.objects.get(pk=UUID(name))
    except (ValueError, ValidationError, Device.DoesNotExist) as error:
        raise CommandError(f"No phone has the id {name}; the admin shows each one's.") from error


def bound(text: str | None, *, option: str, is_end: bool) -> datetime | None:
    if text is None:
        return None
    try:
        return read_bound(text, field=option, zone=ZoneInfo("UTC"), is_end=is_end)
    except DomainError as error:
        raise CommandError(error.detail) from error


def watch(*, is_hidden: bool) -> None:
    total = count_bulk_jobs_left()
    with tqdm(total=total, unit="recording", desc="Processing", disable=is_hidden) as progress:
        while left := count_bulk_jobs_left():
            progress.update(total - left - progress.n)
            time.sleep(SECONDS_BETWEEN_LOOKS)
        progress.update(total - progress.n)
