from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.management.lookups import person_named
from accounts.scopes import Scope
from accounts.services.create_token import create_token
from callcrm.api.exceptions import DomainError


class Command(BaseCommand):
    help = "Make a token for a program that works in a person's name, and print it, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, help="username of the person")
        parser.add_argument("--scopes", required=True, help=f"comma-separated: {','.join(Scope)}")
        parser.add_argument("--name", default="", help="what the token is for")

    def handle(self, *, user: str, scopes: str, name: str, **options: object) -> str:
        person = person_named(user)
        asked_for = [scope.strip() for scope in scopes.split(",") if scope.strip()]
        try:
            _, secret = create_token(user=person, scopes=asked_for, name=name)
        except DomainError as error:
            raise CommandError(error.detail) from error
        return secret
