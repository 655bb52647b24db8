import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandParser

from callcrm.monitoring.doctor.examine import examine
from callcrm.monitoring.doctor.finding import Verdict


class Command(BaseCommand):
    help = "Say what is wrong, a sentence each, and what to do. Ends with 1 if something fails."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="is_json", help="for programs")

    def handle(self, *args: object, is_json: bool = False, **options: object) -> None:
        found = []
        for finding in examine():
            found.append(finding)
            if not is_json:
                self.stdout.write(f"{finding.verdict:4}  {finding.check}: {finding.sentence}")
        failed = sum(finding.verdict is Verdict.FAIL for finding in found)
        if is_json:
            self.stdout.write(json.dumps([asdict(finding) for finding in found], indent=2))
        else:
            self.stdout.write(f"{failed} of {len(found)} checks failed.")
        if failed:
            raise SystemExit(1)
