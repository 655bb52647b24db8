from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.management.lookups import person_named
from accounts.services.create_device import create_device
from callcrm.api.exceptions import DomainError


class Command(BaseCommand):
    help = "Enroll a phone and print its token, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, help="username of the phone's person")
        parser.add_argument("--name", default="", help="what people call the phone")
        parser.add_argument("--region", default="", help="country of its SIM, such as GB")

    def handle(self, *, user: str, name: str, region: str, **options: object) -> str:
        person = person_named(user)
        try:
            _, secret = create_device(user=person, name=name, region=region)
        except DomainError as error:
            raise CommandError(error.detail) from error
        return secret
