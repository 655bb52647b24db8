"""How long the server takes while somebody types into the portal's searches.

    VAR_DIR=/tmp/load python -m bench.portal_searches
    VAR_DIR=/tmp/load python -m bench.portal_searches --contacts 6 --role agent

Needs what `manage.py generate_load` made. For each of some contacts it types a word of the name,
the company, the email address and the number in three forms, and asks at each letter as the list
of contacts does and as the palette does, from the request to the JSON. The reference, in the same
run, is the plain list of contacts. On a busy machine the processor's time, ours and PostgreSQL's
(not that of its parallel workers), says more than the clock. Needs Linux.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from math import ceil
from statistics import mean, median
from typing import Any

import django
from tqdm import tqdm

from bench.search_transcripts import milliseconds_of, processor_milliseconds

ROLES = ("manager", "agent")
TARGET_MILLISECONDS = 150
LETTERS = 8
PLAIN = "the plain list"
# Who asks: the page of contacts, and the palette for both of its lists.
WAYS = {
    "page": ("contacts", {}),
    "palette, contacts": ("contacts", {"limit": 5}),
    "palette, calls": ("calls", {"limit": 4}),
}


@dataclass
class Measured:
    """Milliseconds by the clock, in all by the processor, and for which search it took longest."""

    taken: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    slowest: str = ""

    def add(self, text: str, ask: Callable[[], None]) -> None:
        before = processor_milliseconds()
        taken = milliseconds_of(ask)
        self.processor.append(processor_milliseconds() - before)
        if taken > max(self.taken, default=0):
            self.slowest = text
        self.taken.append(taken)

    @property
    def p95(self) -> float:
        return sorted(self.taken)[ceil(len(self.taken) * 0.95) - 1]

    @property
    def line(self) -> str:
        figures = (median(self.taken), self.p95, max(self.taken), mean(self.processor))
        return " | ".join(
            [str(len(self.taken)), *(f"{each:.0f}" for each in figures), self.slowest]
        )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the portal's searches.")
    parser.add_argument(
        "--contacts", type=int, default=60, help="whose names and numbers are typed"
    )
    parser.add_argument("--role", choices=ROLES, help="only this one")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")

    from callcrm.run.own_database import ensure_own_database

    ensure_own_database()
    django.setup()

    sys.stdout.write("| role | way | search | times | p50 | p95 | max | processor | slowest |\n")
    slowest = 0.0
    for role in [arguments.role] if arguments.role else ROLES:
        for (way, kind), measured in measure(role, contacts=arguments.contacts).items():
            sys.stdout.write(f"| {role} | {way} | {kind} | {measured.line} |\n")
            slowest = max(slowest, measured.p95)
    return 0 if slowest <= TARGET_MILLISECONDS else 1


def measure(role: str, *, contacts: int) -> dict[tuple[str, str], Measured]:
    ask = asking(role)
    found: defaultdict[tuple[str, str], Measured] = defaultdict(Measured)
    searches = [each for contact in some_contacts(contacts) for each in searches_for(contact)]
    ask("contacts", {})
    for kind, text in tqdm(searches, unit="search", disable=None):
        found["page", PLAIN].add("", lambda: ask("contacts", {}))
        for way, (path, options) in WAYS.items():
            query = {**options, "search": text}
            found[way, kind].add(text, lambda: ask(path, query))  # noqa: B023 - called at once
    return found


def some_contacts(number: int) -> list[Any]:
    """The same in each run, from all over the table."""
    from django.db.models import F
    from django.db.models.fields import TextField
    from django.db.models.functions import MD5, Cast

    from contacts.models import Contact

    named = Contact.objects.live().with_details().exclude(name="").exclude(email="")
    return list(named.order_by(MD5(Cast(F("id"), TextField())))[:number])


def searches_for(contact: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - Django isn't set up yet
    from contacts.serializers.contact_json import read_number

    number = read_number(contact.primary_number)
    words = {
        "name": max(contact.name.split(), key=len),
        "company": contact.company,
        "email": contact.email,
        "number, national": number.national,
        "number, international": number.international,
        "number's last digits": contact.primary_number[-7:],
    }
    for kind, text in words.items():
        for typed in dict.fromkeys([*(text[:length] for length in range(1, LETTERS + 1)), text]):
            if typed.strip():
                yield kind, typed


def asking(role: str) -> Callable[[str, dict[str, Any]], None]:
    """As somebody of this role, without the network; who it is and may do what is looked up."""
    from rest_framework.test import APIRequestFactory, force_authenticate

    from accounts.models import User
    from calls.views.calls import CallViewSet
    from contacts.views.contacts import ContactViewSet

    factory = APIRequestFactory(SERVER_NAME="localhost")
    views = {
        "contacts": ContactViewSet.as_view({"get": "list"}),
        "calls": CallViewSet.as_view({"get": "list"}),
    }
    if role == "manager":
        person, _ = User.objects.get_or_create(username="bench-manager", defaults={"role": role})
    else:
        agents = User.objects.filter(username__startswith="load-", role=role)
        person = agents.order_by("pk")[0]

    def ask(path: str, query: dict[str, Any]) -> None:
        request = factory.get(f"/v1/{path}", query)
        force_authenticate(request, User.objects.get(pk=person.pk))
        answer = views[path](request).render()
        assert answer.status_code == HTTPStatus.OK, answer.content

    return ask


if __name__ == "__main__":
    sys.exit(main())
