from django.core.management.base import BaseCommand

from calls.services.sweep_uploads import sweep_uploads


class Command(BaseCommand):
    help = "Abandon uploads that were begun and never finished, and delete what they stored."

    def handle(self, **options: object) -> str:
        swept = sweep_uploads()
        rest = f"; {swept.undeleted} of their objects couldn't be deleted" * bool(swept.undeleted)
        return f"Abandoned {swept.abandoned} uploads{rest}."
