from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from calls.models import CallLog
from calls.services.report_unusable_recordings import (
    DeviceRecordings,
    report_unusable_recordings,
)

DAYS = 30
MOST_DAYS = 3660


class Command(BaseCommand):
    help = "Say by phone how many recordings can't be used, and why; the worst phone first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help="so far back (%(default)d)")

    def handle(self, *args: object, days: int = DAYS, **options: object) -> str:
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days is a number from 1 to {MOST_DAYS}.")
        since = timezone.now() - timedelta(days=days)
        found = report_unusable_recordings(calls=CallLog.objects.live(), since=since)
        for each in found:
            self.stdout.write(line_of(each))
        unusable, all_of_them = (
            sum(getattr(each, name) for each in found) for name in ("unusable", "recordings")
        )
        return f"{unusable} of {all_of_them} recordings of the last {days} days can't be used."


def line_of(each: DeviceRecordings) -> str:
    phone = f"{each.device} of {each.device.user.username}" if each.device else "(no phone)"
    reasons = f" ({each.reasons})" if each.reasons else ""
    return f"{phone}: {each.unusable} of {each.recordings}{reasons}"
