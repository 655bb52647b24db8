import time

from django.core.management import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from callcrm.api.exceptions import DomainError
from calls.services.generate_load import Progress, generate_load


class Command(BaseCommand):
    help = "Fill a database to measure with: made-up people, contacts and calls without audio."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--contacts", type=int, required=True)
        parser.add_argument("--calls", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1, help="the same one makes the same rows")
        parser.add_argument(
            "--for-real",
            action="store_true",
            dest="is_for_real",
            help="also if the database has contacts or calls",
        )

    def handle(
        self,
        *args: object,
        contacts: int,
        calls: int,
        seed: int = 1,
        is_for_real: bool = False,
        **options: object,
    ) -> str:
        began = time.monotonic()
        with tqdm(total=max(0, contacts + calls), unit=" rows", disable=None, leave=False) as bar:
            try:
                generate_load(
                    contacts=contacts,
                    calls=calls,
                    seed=seed,
                    is_for_real=is_for_real,
                    progress=Progress(on_rows=bar.update, on_step=bar.set_description),
                )
            except DomainError as error:
                raise CommandError(error.detail) from error
        seconds = time.monotonic() - began
        return f"{contacts:,} contacts and {calls:,} calls were made in {seconds:,.0f} s."
