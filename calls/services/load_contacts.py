"""The contacts that `load_calls` has called, with the counts that came of it."""

from collections.abc import Iterator
from random import Random
from uuid import UUID

from calls.services.load_calls import BATCH, NULL, LoadPlan, contact_key, moment_text, uuid7_text
from contacts.services.sample_names import sample_company, sample_name

CONTACT_COLUMNS = (
    *("id", "name", "company", "email", "status_id", "owner_id", "source", "auto_created"),
    *("do_not_call", "do_not_call_reason", "needs_attention", "attention_reason"),
    *("follow_up_note", "call_count", "last_call_at", "version", "created_at", "updated_at"),
)
NUMBER_COLUMNS = (
    *("id", "contact_id", "e164", "raw", "region", "extension", "label", "is_primary"),
    *("is_shared", "created_at"),
)
EVENT_COLUMNS = ("id", "contact_id", "kind", "details", "created_at")
OWNED_SHARE = 0.6
EMAIL_SHARE = 0.5
DO_NOT_CALL_SHARE = 0.02


def contact_batches(
    plan: LoadPlan, *, statuses: list[UUID]
) -> Iterator[tuple[bytes, bytes, bytes, int]]:
    """Lines for COPY: of contacts, numbers and events, and how many contacts."""
    random = Random(f"{plan.seed}/contacts")  # noqa: S311 - repeatable, nothing secret
    for start in range(0, plan.contacts, BATCH):
        ordinals = range(start, min(start + BATCH, plan.contacts))
        rows = [contact_rows(random, plan, ordinal, statuses) for ordinal in ordinals]
        contacts, numbers, events = ("".join(lines).encode() for lines in zip(*rows, strict=True))
        yield contacts, numbers, events, len(ordinals)


def contact_rows(
    random: Random, plan: LoadPlan, ordinal: int, statuses: list[UUID]
) -> tuple[str, str, str]:
    key = contact_key(plan.seed, ordinal, plan.first_day)
    first = plan.first_calls[ordinal]
    created = moment_text(first or int(plan.first_day.timestamp()) + ordinal)
    last = moment_text(plan.last_calls[ordinal]) if first else NULL
    name = sample_name(random)
    email = f"c{ordinal}@example.com" if name and random.random() < EMAIL_SHARE else ""
    # The list begins with what new contacts get, and most stay there.
    status = statuses[int(len(statuses) * random.random() ** 2)]
    owner = NULL
    if random.random() < OWNED_SHARE:
        owner = str(plan.agents[int(len(plan.agents) * random.random() ** 1.6)].id)
    refuses = random.random() < DO_NOT_CALL_SHARE
    contact = "\t".join(
        (
            *(key, name, sample_company(random), email, str(status), owner, "call_upload"),
            *("f" if name else "t", "t" if refuses else "f", "Asked us to" if refuses else ""),
            *("f", "", "", str(plan.call_counts[ordinal]), last, "1", created, created),
        )
    )
    e164, region = plan.numbers.number(ordinal)
    milliseconds = int(plan.first_day.timestamp() * 1000) + ordinal
    number_id, event_id = (uuid7_text(random, milliseconds) for _ in range(2))
    number = f"{number_id}\t{key}\t{e164}\t{e164}\t{region}\t\tmobile\tt\tf\t{created}\n"
    event = f'{event_id}\t{key}\tcreated\t{{"source": "call_upload"}}\t{created}\n'
    return contact + "\n", number, event
