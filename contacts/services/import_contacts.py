"""A CSV's customers become contacts, if they are new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from accounts.models import User
from callcrm.api.exceptions import InvalidField
from contacts.models import ContactStatus
from contacts.services.choose_region import choose_region
from contacts.services.contact_columns import Columns
from contacts.services.contact_file import ContactFile, open_contact_file
from contacts.services.decide_fates import count_fates, decide_fates, dropped_numbers
from contacts.services.read_contact_rows import Problem, Rules
from contacts.services.stage_contacts import stage_contacts, worth_at_once
from contacts.services.write_new_contacts import clean_search_index, write_new_contacts


@dataclass(frozen=True)
class RowDefaults:
    """For rows that state none. `region`: the country of national numbers."""

    region: str = ""
    owner: User | None = None
    status: ContactStatus | None = None


@dataclass(frozen=True)
class Imported:
    """What came of a file's rows: each is in one of the four numbers after `rows`.

    `added`: contacts that were made, or would be. `already_there`: all their numbers belong to
    contacts. `duplicates`: all their numbers stand further up in the file.
    """

    file: ContactFile
    rows: int
    added: int
    already_there: int
    duplicates: int
    rejected: int
    notes_left_out: bool


def import_contacts(
    *,
    path: Path,
    is_for_real: bool,
    defaults: RowDefaults,
    encoding: str = "",
    actor: User | None = None,
    on_problem: Callable[[Problem], None] = lambda _problem: None,
    on_bytes_read: Callable[[int], object] = lambda _number: None,
) -> Imported:
    """Read the file, tell of each problem, and add what is new if it is `is_for_real`.

    A number that a contact has stays that contact's, which isn't changed; a row all of whose
    numbers are taken adds nothing, so a file can be imported again: that is how to go on with a
    large one whose import was killed. A small one comes in one transaction, or not at all. Notes
    need an `actor`, who is their author. Two imports take turns in writing. Raises InvalidField for
    file and region.
    """
    file = open_contact_file(path, encoding=encoding)
    rules = read_rules(file.columns, defaults, keeps_notes=actor is not None)
    rejected = 0

    def count_rejected(problem: Problem) -> None:
        nonlocal rejected
        rejected += 1
        on_problem(problem)

    with transaction.atomic(), connection.cursor() as cursor:
        rows = stage_contacts(
            file=file, rules=rules, on_problem=count_rejected, on_bytes_read=on_bytes_read
        )
        decide_fates(cursor, is_for_real=is_for_real)
        fates = count_fates(cursor)
        for problem in dropped_numbers():
            on_problem(problem)
        if is_for_real:
            added = write_new_contacts(cursor, actor=actor, connections=worth_at_once(file))
    if is_for_real:
        clean_search_index()
        # Somebody may have called meanwhile: their contact is there, too.
        fates["taken"] += fates["new"] - added
        fates["new"] = added
    return Imported(
        file=file,
        rows=rows,
        added=fates["new"],
        already_there=fates["taken"],
        duplicates=fates["duplicate"],
        rejected=rejected,
        notes_left_out="notes" in file.columns.places and actor is None,
    )


def read_rules(columns: Columns, defaults: RowDefaults, *, keeps_notes: bool) -> Rules:
    region = defaults.region
    if region and choose_region([region]).warnings:
        raise InvalidField(
            f"There is no region {region[:8]}. Use a country code such as GB.", field="region"
        )
    statuses = list(ContactStatus.objects.order_by("-is_default", "position"))
    return Rules(
        columns=columns,
        # The default is named here: a reading process has the environment, not our settings.
        regions=(region or None, settings.DEFAULT_PHONE_REGION),
        default_status=(defaults.status or statuses[0]).pk,
        statuses={each.name.casefold(): each.pk for each in statuses},
        status_names=tuple(each.name for each in statuses),
        owners=owners_by_name() if "owner" in columns.places else {},
        default_owner=defaults.owner.pk if defaults.owner else None,
        keeps_notes=keeps_notes,
    )


def owners_by_name() -> dict[str, UUID]:
    """By full name or email address, where these are one person's; a username comes first."""
    people = list(User.objects.filter(is_active=True).exclude(Q(role="") & Q(is_superuser=False)))
    found: dict[str, UUID] = {}
    for names in (
        only_ones([(person.get_full_name(), person.pk) for person in people]),
        only_ones([(person.email, person.pk) for person in people]),
        {person.username.casefold(): person.pk for person in people},
    ):
        found |= names
    return found


def only_ones(named: Sequence[tuple[str, UUID]]) -> dict[str, UUID]:
    folded = [(name.casefold(), pk) for name, pk in named if name]
    names = [name for name, _ in folded]
    return {name: pk for name, pk in folded if names.count(name) == 1}
