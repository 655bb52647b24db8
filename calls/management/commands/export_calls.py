from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.management.csv_output import write_csv
from callcrm.api.exceptions import DomainError
from calls.models import CallLog
from calls.periods import Period, read_bound
from calls.services.export_calls import export_calls


class Command(BaseCommand):
    help = "Write calls that aren't deleted as CSV, oldest first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", default="", dest="first", help="a date or an ISO 8601 time")
        parser.add_argument("--to", default="", dest="last", help="as --from; a date is included")
        parser.add_argument("--time-zone", default="UTC", help="whose days dates are (%(default)s)")
        parser.add_argument("--out", type=Path, help="a file; without it, standard output")
        parser.add_argument("--bom", action="store_true", help="with a byte order mark, for Excel")

    def handle(
        self,
        *args: object,
        first: str = "",
        last: str = "",
        time_zone: str = "UTC",
        out: Path | None = None,
        bom: bool = False,
        **options: object,
    ) -> str:
        zone = zone_named(time_zone)
        period = Period(
            started_after=bound(first, option="--from", zone=zone, is_end=False),
            started_before=bound(last, option="--to", zone=zone, is_end=True),
        )
        calls = CallLog.objects.live().within(period)
        return write_csv(export_calls(calls=calls), command=self, path=out, has_mark=bom)


def zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise CommandError(
            f"There is no time zone {name}; use one such as Europe/London."
        ) from error


def bound(text: str, *, option: str, zone: ZoneInfo, is_end: bool) -> datetime | None:
    if not text:
        return None
    try:
        return read_bound(text, field=option, zone=zone, is_end=is_end)
    except DomainError as error:
        raise CommandError(error.detail) from error
