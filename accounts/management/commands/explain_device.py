import uuid

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from accounts.models import Device
from accounts.services.explain_device import explain_device

MOST_EXPLAINED = 20


class Command(BaseCommand):
    help = "Say why a phone uploads or doesn't, in a sentence for each that matches."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "phone", help="its id, its name or a part of it, or its person's username"
        )

    def handle(self, *, phone: str, **options: object) -> str:
        devices = Device.objects.filter(matching(phone)).order_by("-id")
        found = list(
            devices.select_related("user").prefetch_related("tokens")[: MOST_EXPLAINED + 1]
        )
        if not found:
            raise CommandError(
                f"No phone has the id or a name like {phone}, and nobody of that username has one."
            )
        lines = [
            f"{device} of {device.user.username} ({device.pk}): {explain_device(device)}"
            for device in found[:MOST_EXPLAINED]
        ]
        if len(found) > MOST_EXPLAINED:
            lines.append(f"More match than these {MOST_EXPLAINED}: give an id or a username.")
        return "\n".join(lines)


def matching(text: str) -> Q:
    if "\0" in text or not text.strip():
        raise CommandError("Give a phone's id, its name, or its person's username.")
    try:
        return Q(pk=uuid.UUID(text))
    except ValueError:
        return Q(user__username=text) | Q(name__icontains=text.strip())
