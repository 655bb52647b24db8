from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.management.lookups import described, token_meant
from accounts.services.revoke_token import revoke_token


class Command(BaseCommand):
    help = "Make a token worthless from now on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("token", help="the token's id, or its first characters")

    def handle(self, *, token: str, **options: object) -> str:
        row = token_meant(token)
        if row.device:
            raise CommandError(
                f"{row} is a phone's token. Turn the phone away: revoke_device {row.device_id}"
            )
        revoke_token(token=row)
        return f"The token is worthless from now on: {described(row)}."
