"""How long the server takes for every list, filter, search and row's page of the admin.

    VAR_DIR=/tmp/load python -m bench.admin_pages
    VAR_DIR=/tmp/load python -m bench.admin_pages --role supervisor --slowest 30

Needs what `manage.py generate_load` made. Adds, once, people to look with, and what the load lacks:
a listen, an upload, a note and a job for many of its calls. Each page is asked for six times; the
first doesn't count. The processor's time, Python's and PostgreSQL's, tells what the work is when
others want the processors, too. Beside it stands the plain query: as many rows of the same table.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import django
from tqdm import tqdm

ROLES = ("manager", "supervisor", "auditor", "agent")
LIMIT_MS = 300
TIMES = 5
SIDEBAR_LINK = re.compile(r'href="(\?[^"]+)"')
LAST_PAGE = 20
ONE_IN = 10

# With the ids of what they belong to, for they sort by time as ids do in life.
LISTENS = """
INSERT INTO listens (id, recording_id, listener_id, kind, created_at)
SELECT recordings.id, recordings.id, %(listener)s, 'play', call_logs.started_at
FROM recordings JOIN call_logs ON call_logs.id = recordings.call_id
WHERE call_logs.deleted_at IS NULL AND hashtext(recordings.id::text) %% %(one_in)s = 0
"""
UPLOADS = """
INSERT INTO uploads (id, agent_id, key, fingerprint, metadata_fingerprint, state, object_key,
    size_bytes, attempt, is_contact_created, call_id, created_at, updated_at)
SELECT id, agent_id, 'bench-' || id, '', '', 'done', id::text,
    1000000, 1, false, id, started_at, started_at
FROM call_logs
"""
TROUBLE = """
UPDATE uploads SET state = 'abandoned' WHERE hashtext(id::text) %% 10000 = 0
"""
NOTES = """
INSERT INTO call_notes (id, call_id, author_id, text, created_at)
SELECT id, id, agent_id, 'Wants to be called back', started_at
FROM call_logs WHERE hashtext(id::text) %% %(one_in)s = 0
"""
JOBS = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)
SELECT 'recordings', 'calls.process_recording', jsonb_build_object('recording_id', id), 'todo', 0
FROM recordings WHERE hashtext(id::text) %% %(one_in)s = 0
"""
TABLES = ("listens", "uploads", "call_notes", "procrastinate_jobs", "users", "users_teams")


@dataclass(frozen=True)
class Page:
    """`plain`: what the page would cost at the least."""

    name: str
    address: str
    plain: Callable[[], object]


@dataclass(frozen=True)
class Measured:
    role: str
    page: Page
    processor_ms: float
    best_ms: float
    median_ms: float
    worst_ms: float
    plain_ms: float

    @property
    def line(self) -> str:
        return (
            f"| {self.role} | {self.page.name} | {self.processor_ms:.0f} | {self.best_ms:.0f} "
            f"| {self.median_ms:.0f} | {self.worst_ms:.0f} | {self.plain_ms:.1f} "
            f"| {self.best_ms / self.plain_ms:.0f} |\n"
        )


def prepare() -> dict[str, Any]:
    """The people by role. Raises RuntimeError for a database that isn't made to measure with."""
    from django.db import connection, transaction

    from accounts.models import Team, User
    from calls.services.generate_load import TEAM_PREFIX

    teams = list(Team.objects.filter(name__startswith=TEAM_PREFIX))
    if not teams:
        raise RuntimeError("Make a load first: manage.py generate_load --help")
    people = {user.role: user for user in User.objects.filter(username__startswith="bench-")}
    if people.keys() >= set(ROLES):
        return people | {"agent": busiest_agent()}
    with transaction.atomic(), connection.cursor() as cursor:
        for role in ROLES:
            # Other figures have a manager of their own.
            people[role], _ = User.objects.update_or_create(
                username=f"bench-{role}",
                defaults={"role": role, "team": teams[0], "is_staff": True},
            )
        people["supervisor"].teams.set(teams[:2])
        for statement in (LISTENS, UPLOADS, TROUBLE, NOTES, JOBS):
            cursor.execute(statement, {"listener": people["manager"].pk, "one_in": ONE_IN})
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")
    return people | {"agent": busiest_agent()}


def busiest_agent() -> Any:
    from accounts.models import User

    agent = User.objects.filter(username__startswith="load-", role="agent").order_by("pk")[0]
    User.objects.filter(pk=agent.pk).update(is_staff=True)
    return agent


def searches() -> dict[str, str]:
    """By what they are: words and numbers of a contact that was called often."""
    contact, number = known_contact()
    words = contact.name.split()
    return {
        "a name": words[0],
        "several words": " ".join(words[:3]),
        "a rare word": words[-1],
        "two letters": words[0][:2],
        "nothing found": "qzxqzx",
        "a number": number,
        "a number as dialed": "0" + number[3:],
        "a number's end": number[-7:],
        "four digits": number[-4:],
    }


def searches_of(model: str) -> dict[str, str]:
    """What is looked for in this list alone."""
    if model != "Upload":
        return {}
    return {"an agent": busiest_agent().username, "many agents": "load-", "many keys": "bench-"}


def known_contact() -> tuple[Any, str]:
    from contacts.models import Contact

    named = Contact.objects.live().filter(phone_numbers__isnull=False, name__contains=" ")
    contact = named.order_by("-call_count", "pk")[0]
    return contact, str(contact.primary_number)


def pages_for(client: Any, user: Any) -> Iterator[Page]:
    from django.contrib import admin
    from django.test import RequestFactory
    from django.urls import reverse

    request = RequestFactory().get("/admin/")
    request.user = user
    yield Page("index", reverse("admin:index"), lambda: list(type(user).objects.all()[:1]))
    for model, shown in admin.site._registry.items():  # noqa: SLF001 - all that the admin shows
        if not shown.has_view_permission(request):
            continue
        name = str(model._meta.verbose_name_plural)  # noqa: SLF001
        route = f"admin:{model._meta.app_label}_{model._meta.model_name}"  # noqa: SLF001
        rows = model._default_manager.order_by("-pk")  # noqa: SLF001
        address = reverse(f"{route}_changelist")
        plain = plain_list(rows, shown.list_per_page)
        for what, query in queries_of(client, address, model.__name__):
            yield Page(f"{name}{what}", f"{address}{query}", plain)
        for what, row_id in rows_to_open(client, address, model.__name__):
            change = reverse(f"{route}_change", args=[row_id])
            yield Page(f"{name}: {what}", change, plain_row(rows, row_id))


def plain_list(rows: Any, number: int) -> Callable[[], object]:
    return lambda: list(rows.values()[:number])


def plain_row(rows: Any, row_id: object) -> Callable[[], object]:
    return lambda: rows.values().get(pk=row_id)


def queries_of(client: Any, address: str, model: str) -> Iterator[tuple[str, str]]:
    """Every link of the list's sidebar, what can be typed there, searches, and the last page."""
    yield "", ""
    page = client.get(address).content.decode()
    if f"?p={LAST_PAGE}" in page:
        yield ", last page", f"?p={LAST_PAGE}"
    sidebar = page.partition('id="changelist-filter"')[2]
    for link in dict.fromkeys(unescape(link) for link in SIDEBAR_LINK.findall(sidebar)):
        if link != "?":
            yield f" {link}", link
    for typed in typed_filters(model):
        yield f" {typed}", f"?{urlencode(typed)}"
    if 'id="searchbar"' in page:
        for what, text in (searches() | searches_of(model)).items():
            yield f", search: {what}", f"?{urlencode({'q': text})}"


def typed_filters(model: str) -> Sequence[dict[str, str]]:
    contact, _ = known_contact()
    period = {"since": "2025-03-01", "until": "2025-03-31"}
    agent = busiest_agent().username
    return {
        "CallLog": [
            period,
            {"agent": agent},
            {"agent": agent, **period},
            {"agent": "nobody-here"},
            {"contact": str(contact.pk)},
            {"direction__exact": "inbound", "disposition__exact": "no_answer"},
            {"direction__exact": "inbound", "reviewed": "no", "since": "2025-01-01"},
        ],
        "Contact": [
            {"owned_by": agent},
            {"source__exact": "import", "do_not_call__exact": "1"},
            {"needs_attention__exact": "1", "q": contact.name},
        ],
        "Listen": [{"listener": "bench-manager"}, {"listener": agent}, period],
        "ContactNote": [{"contact": str(contact.pk)}],
        "ContactEvent": [{"contact": str(contact.pk)}],
        "PhoneNumber": [{"contact": str(contact.pk)}],
    }.get(model, [])


def rows_to_open(client: Any, address: str, model: str) -> Iterator[tuple[str, str]]:
    page = client.get(address).content.decode()
    found = re.search(rf'href="{re.escape(address)}([^"/]+)/change/', page)
    if found:
        yield "the newest", found[1]
    if model == "Contact":
        contact, _ = known_contact()
        yield "the one called most", str(contact.pk)


def measure(client: Any, page: Page, role: str) -> Measured:
    """Raises RuntimeError for a page that isn't there: its time would be an error page's."""
    taken = []
    for repetition in range(TIMES + 1):
        if repetition == 1:
            used = processor_seconds()
        began = time.perf_counter()
        answer = client.get(page.address)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:  # noqa: PLR2004
            raise RuntimeError(f"{page.address} answers {answer.status_code} to a {role}.")
    used_ms = (processor_seconds() - used) * 1000 / TIMES
    plain_ms = min(seconds_of(page.plain) for _ in range(3)) * 1000
    warm = taken[1:]
    return Measured(role, page, used_ms, min(warm), median(warm), max(warm), plain_ms)


def processor_seconds() -> float:
    """Ours and our PostgreSQL process's, on this machine; its parallel workers aren't in it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(after_name[11]) + int(after_name[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure_role(role: str, user: Any, only: str) -> list[Measured]:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    pages = [page for page in pages_for(client, user) if only in page.address]
    return [measure(client, page, role) for page in tqdm(pages, desc=role, leave=False)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the admin's pages at the server.")
    parser.add_argument("--role", choices=ROLES, action="append")
    parser.add_argument("--slowest", type=int, default=10, help="how many a role to print")
    parser.add_argument("--only", default="", help="a part of the address, such as calls/calllog")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")

    from callcrm.run.own_database import ensure_own_database

    ensure_own_database()
    django.setup()
    people = prepare()
    sys.stdout.write(
        "| role | page | processor ms | best ms | median | worst | plain ms | ratio |\n"
    )
    sys.stdout.write("|---|---|---|---|---|---|---|---|\n")
    is_slow = False
    for role in arguments.role or ROLES:
        measured = measure_role(role, people[role], arguments.only)
        measured.sort(key=lambda each: each.processor_ms, reverse=True)
        over = [each for each in measured if each.median_ms > LIMIT_MS]
        is_slow |= bool(over)
        for each in measured[: max(arguments.slowest, len(over))]:
            sys.stdout.write(each.line)
        middle = median(each.median_ms for each in measured)
        sys.stdout.write(
            f"| {role} | {len(measured)} pages, the middle one | | | {middle:.0f} | | | |\n"
        )
        sys.stdout.flush()
    return 1 if is_slow else 0


if __name__ == "__main__":
    sys.exit(main())
