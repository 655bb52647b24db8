from django.core.management import BaseCommand, CommandParser

from accounts.management.lookups import described, device_meant
from accounts.services.revoke_device import revoke_device


class Command(BaseCommand):
    help = "Turn a phone away from now on. What it has uploaded stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("device", help="the phone's id, or the first characters of its token")

    def handle(self, *, device: str, **options: object) -> str:
        row = device_meant(device)
        revoke_device(device=row)
        return f"The phone is turned away from now on: {described(row)}."
