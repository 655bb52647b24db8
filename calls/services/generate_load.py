"""A database as large as in life, to measure with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounts.models import Team, User
from accounts.roles import Role
from callcrm.api.constraints import violated_constraint
from callcrm.api.exceptions import InvalidField
from calls.models import CallLog, Outcome
from calls.services.bulk_tables import without_indexes
from calls.services.load_calls import (
    CALL_COLUMNS,
    RECORDING_COLUMNS,
    LoadAgent,
    LoadPlan,
    call_batches,
    uuid7_text,
)
from calls.services.load_contacts import (
    CONTACT_COLUMNS,
    EVENT_COLUMNS,
    NUMBER_COLUMNS,
    contact_batches,
)
from contacts.models import Contact, ContactStatus
from contacts.services.phone_numbers import ONE_OWNER
from contacts.services.sample_numbers import SampleNumbers

# The same seed makes the same rows on any day.
FIRST_DAY = datetime(2025, 1, 6, tzinfo=UTC)
DAYS = 650
TEAM_PREFIX = "Load "
# With their clock's hours from UTC in winter.
TEAMS = (
    ("London", "GB", "Europe/London", 0),
    ("Berlin", "DE", "Europe/Berlin", 1),
    ("Dubai", "AE", "Asia/Dubai", 4),
    ("New York", "US", "America/New_York", -5),
    ("Tokyo", "JP", "Asia/Tokyo", 9),
    ("Madrid", "ES", "Europe/Madrid", 1),
)
CALLS_PER_AGENT = 40_000
AGENTS = range(6, 201)
TABLES = (*("contacts", "contact_phone_numbers", "contact_events", "call_logs", "recordings"),)
# For fewer rows it isn't worth locking the tables and building their indexes anew.
MANY_ROWS = 50_000


@dataclass(frozen=True)
class Progress:
    """Called with the number of rows done, and with the name of what begins."""

    on_rows: Callable[[int], object] = lambda _number: None
    on_step: Callable[[str], object] = lambda _name: None


def generate_load(
    *, contacts: int, calls: int, seed: int, is_for_real: bool, progress: Progress
) -> None:
    """Add people, contacts and calls in one transaction, by COPY; the same ones for one seed.

    Calls have no audio: their recordings are absent, or expected and never to come. Many rows
    take the tables' indexes down for the time, so that nobody else can use them. Raises
    InvalidField if the database has contacts or calls and it isn't `is_for_real`, if it has a load,
    and for more contacts than there are numbers.
    """
    numbers = SampleNumbers()
    refuse(contacts, calls, numbers=numbers, is_for_real=is_for_real)
    with no_number_twice(), transaction.atomic():
        agents, reviewer = make_people(seed, number=calls // CALLS_PER_AGENT)
        plan = LoadPlan(
            seed=seed,
            contacts=contacts,
            calls=calls,
            first_day=FIRST_DAY,
            days=DAYS,
            agents=agents,
            reviewer=reviewer,
            outcomes=list(Outcome.objects.values_list("pk", flat=True)),
            numbers=numbers,
        )
        if contacts + calls < MANY_ROWS:
            copy_rows(plan, progress)
            return
        with without_indexes(TABLES) as rebuild, connection.cursor() as cursor:
            copy_rows(plan, progress)
            for statement in rebuild:
                progress.on_step(statement.partition(" USING ")[0])
                cursor.execute(statement)
    with connection.cursor() as cursor:
        progress.on_step("VACUUM ANALYZE")
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


@contextmanager
def no_number_twice() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if violated_constraint(error) != ONE_OWNER:
            raise
        raise InvalidField(
            "A contact of this database has one of the made-up numbers; nothing was written. "
            "Use another VAR_DIR."
        ) from error


def refuse(contacts: int, calls: int, *, numbers: SampleNumbers, is_for_real: bool) -> None:
    if contacts < 0 or calls < 0:
        raise InvalidField("Numbers of contacts and calls are 0 or more.")
    if contacts > numbers.capacity:
        raise InvalidField(f"There are numbers for {numbers.capacity:,} contacts at most.")
    if Team.objects.filter(name__startswith=TEAM_PREFIX).exists():
        raise InvalidField("This database has a load already; use another VAR_DIR for a second.")
    if not is_for_real and (Contact.objects.exists() or CallLog.objects.exists()):
        raise InvalidField(
            "This database has contacts or calls. Made-up ones can't be told from them "
            "afterwards; use another VAR_DIR, or --for-real."
        )


def make_people(seed: int, *, number: int) -> tuple[list[LoadAgent], UUID]:
    """Agents of teams in several time zones, and their supervisor's id; nobody can sign in."""
    random = Random(f"{seed}/people")  # noqa: S311 - repeatable, nothing secret
    milliseconds = int(FIRST_DAY.timestamp() * 1000)
    teams = [
        Team(
            id=UUID(uuid7_text(random, milliseconds)),
            name=TEAM_PREFIX + city,
            region=region,
            time_zone=zone,
        )
        for city, region, zone, _ in TEAMS
    ]
    Team.objects.bulk_create(teams)
    people = [
        User(
            id=UUID(uuid7_text(random, milliseconds)),
            username=f"load-{seed}-{at:03d}",
            password="!",  # noqa: S106 - Django's mark of an unusable one
            role=Role.AGENT if at else Role.SUPERVISOR,
            team=teams[at % len(teams)],
            date_joined=FIRST_DAY,
        )
        for at in range(1 + max(AGENTS.start, min(AGENTS.stop, number)))
    ]
    User.objects.bulk_create(people)
    supervisor, *agents = people
    supervisor.teams.set(teams)
    offsets = {team.pk: hours for team, (*_, hours) in zip(teams, TEAMS, strict=True)}
    return [
        LoadAgent(id=agent.pk, team_id=agent.team.pk, offset_hours=offsets[agent.team.pk])
        for agent in agents
        if agent.team
    ], supervisor.pk


def copy_rows(plan: LoadPlan, progress: Progress) -> None:
    """Calls first: the contacts carry their counts. Foreign keys are checked at COMMIT."""
    progress.on_step("calls")
    for call_lines, recording_lines, number in call_batches(plan):
        copy("call_logs", CALL_COLUMNS, call_lines)
        copy("recordings", RECORDING_COLUMNS, recording_lines)
        progress.on_rows(number)
    progress.on_step("contacts")
    for lines in contact_batches(plan, statuses=ordered_statuses()):
        contact_lines, number_lines, event_lines, number = lines
        copy("contacts", CONTACT_COLUMNS, contact_lines)
        copy("contact_phone_numbers", NUMBER_COLUMNS, number_lines)
        copy("contact_events", EVENT_COLUMNS, event_lines)
        progress.on_rows(number)


def ordered_statuses() -> list[UUID]:
    return list(
        ContactStatus.objects.order_by("-is_default", "position").values_list("pk", flat=True)
    )


def copy(table: str, columns: tuple[str, ...], lines: bytes) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as into,
    ):
        into.write(lines)
