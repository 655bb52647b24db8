"""Calls as a busy year brings them, by a seed: who calls whom, when, and what comes of it."""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from uuid import UUID

from calls.choices import (
    AbsentReason,
    AttentionReason,
    Consent,
    Direction,
    Disposition,
    FindingCode,
)
from calls.processing.examination import COARSE_PEAKS
from contacts.choices import NumberKind
from contacts.services.sample_numbers import SampleNumbers

BATCH = 20_000
# Local hours of a working day, and how much is called in each.
HOURS = {8: 4, 9: 11, 10: 14, 11: 13, 12: 7, 13: 7, 14: 12, 15: 12, 16: 10, 17: 6, 18: 3, 19: 1}
SATURDAY = 5
WEEKEND_SHARE = 0.12
OUTBOUND_SHARE = 0.7
# The larger, the fewer customers have most of the calls: here a tenth has over half of them.
SKEW = 3.5
DISPOSITIONS = {
    Disposition.ANSWERED: 58,
    Disposition.NO_ANSWER: 24,
    Disposition.BUSY: 6,
    Disposition.VOICEMAIL: 6,
    Disposition.REJECTED: 3,
    Disposition.FAILED: 2,
    Disposition.UNKNOWN: 1,
}
# Nothing can be wrong with these: they have no audio.
RECORDINGS = {
    ("absent", AbsentReason.DEVICE_UNSUPPORTED): 34,
    ("absent", AbsentReason.NOT_PERMITTED): 22,
    ("absent", AbsentReason.USER_DISABLED): 8,
    ("absent", AbsentReason.TOO_SHORT): 6,
    ("expected", ""): 30,
}
# For the lists' sake those that are waited for have a shape and findings, as if they had come.
FINDINGS = {
    FindingCode.QUIET: 40,
    FindingCode.MOSTLY_SILENT: 20,
    FindingCode.ONE_SIDE_SILENT: 15,
    FindingCode.SHORTER_THAN_REPORTED: 12,
    FindingCode.CLIPPED: 8,
    FindingCode.SILENT: 5,
}
FINDING_SHARE = 0.04
SHAPES = 64
WITHOUT_CONTACT_SHARE = 0.03
REVIEWED_SHARE = 0.08
OUTCOME_SHARE = 0.7
MEDIAN_SECONDS = 95

CALL_COLUMNS = (
    *("id", "contact_id", "agent_id", "team_id", "direction", "disposition", "outcome_id"),
    *("number_raw", "number_e164", "number_extension", "number_kind", "region_used"),
    *("started_at", "answered_at", "ended_at", "duration_seconds", "ring_seconds", "sim_slot"),
    *("source", "client_call_id", "consent", "announcement_version", "needs_attention"),
    *("attention_reason", "reviewed_at", "reviewed_by_id", "recording_status", "finding_codes"),
    *("created_at", "updated_at"),
)
RECORDING_COLUMNS = (
    *("id", "call_id", "status", "absent_reason", "status_reason", "sha256"),
    *("original_filename", "audio_source", "container", "codec", "content_type", "findings"),
    *("peaks", "created_at"),
)
NULL = r"\N"


@dataclass(frozen=True)
class LoadAgent:
    """Who calls; `offset_hours` of their team's clock from UTC."""

    id: UUID
    team_id: UUID
    offset_hours: int


@dataclass
class LoadPlan:
    """What the calls are made of. The arrays count each contact's calls, and the last second."""

    seed: int
    contacts: int
    calls: int
    first_day: datetime
    days: int
    agents: Sequence[LoadAgent]
    reviewer: UUID
    outcomes: Sequence[UUID]
    numbers: SampleNumbers
    call_counts: "array[int]" = field(init=False)
    first_calls: "array[int]" = field(init=False)
    last_calls: "array[int]" = field(init=False)

    def __post_init__(self) -> None:
        self.call_counts, self.first_calls, self.last_calls = (
            array("q", bytes(8 * self.contacts)) for _ in range(3)
        )


@lru_cache(maxsize=100_000)
def contact_key(seed: int, ordinal: int, first_day: datetime) -> str:
    random = Random(f"{seed}/{ordinal}")  # noqa: S311 - repeatable, nothing secret
    return uuid7_text(random, int(first_day.timestamp() * 1000) + ordinal)


def uuid7_text(random: Random, milliseconds: int) -> str:
    """As `callcrm.api.ids.uuid7`, but with a clock and a chance that can be repeated."""
    bits = random.getrandbits(74)
    return f"{milliseconds:012x}7{bits >> 62:03x}{8 << 60 | bits & (1 << 62) - 1:016x}"


def call_batches(plan: LoadPlan) -> Iterator[tuple[bytes, bytes, int]]:
    """Lines for COPY: of calls and of recordings, in the order of time, and how many calls."""
    random = Random(plan.seed)  # noqa: S311 - repeatable, nothing secret
    stretch = timedelta(days=plan.days) / max(1, plan.calls)
    for start in range(0, plan.calls, BATCH):
        number = min(BATCH, plan.calls - start)
        days = {(start + at) * stretch // timedelta(days=1) for at in (0, number - 1)}
        moments = sorted(
            moment_of_call(random, plan, range(min(days), max(days) + 1)) for _ in range(number)
        )
        rows = [call_row(random, plan, moment, agent) for moment, agent in moments]
        calls, recordings = zip(*rows, strict=True)
        yield "".join(calls).encode(), "".join(recordings).encode(), number


def moment_of_call(random: Random, plan: LoadPlan, days: range) -> tuple[datetime, int]:
    """A second of somebody's working day, and who that is: some call more than others."""
    at = int(len(plan.agents) * random.random() ** 1.6)
    day = plan.first_day + timedelta(days=random.choice(days))
    if day.weekday() >= SATURDAY and random.random() > WEEKEND_SHARE:
        day -= timedelta(days=2 + random.randrange(5) % 3)
    hour = random.choices(tuple(HOURS), tuple(HOURS.values()))[0]
    second = random.randrange(3600)
    return day + timedelta(hours=hour - plan.agents[at].offset_hours, seconds=second), at


def call_row(random: Random, plan: LoadPlan, moment: datetime, at: int) -> tuple[str, str]:
    agent = plan.agents[at]
    call_id = uuid7_text(random, int(moment.timestamp() * 1000) + random.randrange(1000))
    started = moment.isoformat()
    is_outbound = random.random() < OUTBOUND_SHARE
    contact_id, raw, e164, kind, attention = other_side(
        random, plan, moment, is_outbound=is_outbound
    )
    disposition = random.choices(tuple(DISPOSITIONS), tuple(DISPOSITIONS.values()))[0]
    ring = random.randrange(2, 31)
    answered = ended = outcome = reviewed_at = reviewed_by = NULL
    duration, status, reason = 0, "absent", AbsentReason.TOO_SHORT.value
    if disposition == Disposition.ANSWERED:
        duration = min(7200, 1 + int(random.lognormvariate(0, 1.1) * MEDIAN_SECONDS))
        answered = (moment + timedelta(seconds=ring)).isoformat()
        status, reason = random.choices(tuple(RECORDINGS), tuple(RECORDINGS.values()))[0]
        if random.random() < OUTCOME_SHARE:
            outcome = str(plan.outcomes[int(len(plan.outcomes) * random.random() ** 1.5)])
        if random.random() < REVIEWED_SHARE:
            reviewed_at = (moment + timedelta(hours=random.randrange(1, 72))).isoformat()
            reviewed_by = str(plan.reviewer)
    ended = (moment + timedelta(seconds=ring + duration)).isoformat()
    codes, findings, peaks = sound_of(random, plan) if status == "expected" else ("{}", "[]", "")
    call = "\t".join(
        (
            *(call_id, contact_id, str(agent.id), str(agent.team_id)),
            *(Direction.OUTBOUND.value if is_outbound else Direction.INBOUND.value,),
            *(disposition.value, outcome, raw, e164, "", kind, "", started, answered, ended),
            *(str(duration), str(ring), str(random.randrange(2)), "device", ""),
            *(Consent.ANNOUNCED.value if duration else Consent.NOT_ASKED.value, ""),
            *("t" if attention else "f", attention, reviewed_at, reviewed_by, status),
            *(codes, ended, ended),
        )
    )
    recording_id = uuid7_text(random, int(moment.timestamp() * 1000) + 1000)
    recording = "\t".join(
        (recording_id, call_id, status, reason, *[""] * 7, findings, peaks, ended)
    )
    return call + "\n", recording + "\n"


def sound_of(random: Random, plan: LoadPlan) -> tuple[str, str, str]:
    """The call's codes, its recording's findings and its peaks, as COPY reads them."""
    peaks = shapes(plan.seed)[random.randrange(SHAPES)]
    if random.random() > FINDING_SHARE:
        return "{}", "[]", peaks
    code = random.choices(tuple(FINDINGS), tuple(FINDINGS.values()))[0]
    finding = {"code": code.value, "value": None, "unit": None, "message": f"{code.label}."}
    return f"{{{code.value}}}", json.dumps([finding]), peaks


@lru_cache(maxsize=1)
def shapes(seed: int) -> list[str]:
    """Talk and pauses, each in 40 steps."""
    random = Random(f"{seed}/shapes")  # noqa: S311 - repeatable, nothing secret
    return [
        # In COPY a backslash is written twice.
        r"\\x" + bytes(int(255 * random.random() ** 1.7) for _ in range(COARSE_PEAKS)).hex()
        for _ in range(SHAPES)
    ]


def other_side(
    random: Random, plan: LoadPlan, moment: datetime, *, is_outbound: bool
) -> tuple[str, str, str, str, str]:
    """Contact, number as dialed, E.164, kind and why somebody should look."""
    if not plan.contacts or random.random() < WITHOUT_CONTACT_SHARE:
        if is_outbound:
            code = str(random.choice((150, 321, 7726, 60300)))
            kind, why = NumberKind.SHORT_CODE, AttentionReason.SHORT_CODE
            return NULL, code, NULL, kind.value, why.value
        return NULL, "", NULL, NumberKind.WITHHELD.value, AttentionReason.WITHHELD.value
    ordinal = int(plan.contacts * random.random() ** SKEW)
    second = int(moment.timestamp())
    plan.call_counts[ordinal] += 1
    plan.first_calls[ordinal] = min(second, plan.first_calls[ordinal] or second)
    plan.last_calls[ordinal] = max(second, plan.last_calls[ordinal])
    e164, _ = plan.numbers.number(ordinal)
    key = contact_key(plan.seed, ordinal, plan.first_day)
    return key, e164, e164, NumberKind.E164.value, ""


def moment_text(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat()
