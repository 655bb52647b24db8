from argparse import ArgumentParser
from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from callcrm.api.exceptions import DomainError
from calls.services.renormalize_calls import (
    CallChange,
    Consequence,
    calls_with_numbers,
    change_call_number,
    changed_calls,
)
from contacts.services.choose_region import choose_region
from contacts.services.renormalize_contact_numbers import (
    ContactNumberChange,
    change_contact_number,
    changed_contact_numbers,
    count_contact_numbers,
)

MOST_LINES = 200
LEFT = "left as it is"


class Command(BaseCommand):
    help = (
        "Read the numbers of contacts and calls once more, as they were written, with today's "
        "rules and numbering plans. Shows what would be different; writes it with --for-real. A "
        "number that belongs to another contact is told, and nothing is merged."
    )
    lines = 0

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--region", default="", help="country of numbers whose country nobody knew, such as GB"
        )
        parser.add_argument("--for-real", action="store_true", help="write the new numbers")

    def handle(self, *, region: str, for_real: bool, **options: object) -> str:
        if warnings := choose_region([region]).warnings:
            raise CommandError(warnings[0].message)
        self.lines = 0
        contacts = self.contacts(region, for_real=for_real)
        calls = self.calls(region, for_real=for_real)
        if self.lines > MOST_LINES:
            self.stdout.write(f"and {self.lines - MOST_LINES} more.")
        for what, counts in (("contacts' numbers", contacts), ("calls", calls)):
            for kind, number in counts.most_common():
                self.stdout.write(f"{number} {what}: {kind}")
        changed = sum((counts.total() - counts[LEFT]) for counts in (contacts, calls))
        left = contacts[LEFT] + calls[LEFT]
        told = f"; {left} were left as they are, for the reasons above" if left else ""
        if for_real:
            return f"{changed} numbers were changed{told}."
        return f"{changed} numbers would change{told}. Nothing was changed; use --for-real."

    def contacts(self, region: str, *, for_real: bool) -> Counter[str]:
        counts: Counter[str] = Counter()
        changes = changed_contact_numbers(region=region)
        for change in tqdm(changes, "contacts", count_contact_numbers(), disable=None):
            if change:
                why_not = self.change_contact(change, for_real=for_real)
                self.tell(
                    f"contact {change.contact_id}: {change.raw!r}: "
                    f"{change.old_e164} → {change.new_e164}"
                    + (f"; {LEFT}: {why_not}" if why_not else "")
                )
                counts[LEFT if why_not else "another number"] += 1
        return counts

    def change_contact(self, change: ContactNumberChange, *, for_real: bool) -> str:
        """Why not, in words, or nothing."""
        if change.why_not or not for_real:
            return change.why_not
        try:
            change_contact_number(change)
        except DomainError as error:
            return error.detail
        return ""

    def calls(self, region: str, *, for_real: bool) -> Counter[str]:
        counts: Counter[str] = Counter()
        changes = changed_calls(region=region)
        for change in tqdm(changes, "calls", calls_with_numbers().count(), disable=None):
            if change:
                why_not = self.change_call(change, for_real=for_real)
                old, new = change.call, change.number
                self.tell(
                    f"call {old.pk}: {old.number_raw!r}: {old.number_e164 or old.number_kind} → "
                    f"{new.e164 or new.kind.value}; {why_not or change.consequence}"
                )
                counts[LEFT if why_not else f"{change.kind}; {change.consequence}"] += 1
        return counts

    def change_call(self, change: CallChange, *, for_real: bool) -> str:
        if change.consequence == Consequence.PRIVATE:
            return change.consequence
        if for_real:
            try:
                if not change_call_number(change):
                    return Consequence.PRIVATE
            except DomainError as error:
                return f"{LEFT}: {error.detail}"
        return ""

    def tell(self, line: str) -> None:
        self.lines += 1
        if self.lines <= MOST_LINES:
            self.stdout.write(line)
