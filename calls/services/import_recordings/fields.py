import math
from collections.abc import Mapping
from typing import Any

from callcrm.api.csv_cells import cell_text
from calls.services.import_recordings.hints import Hints
from calls.services.import_recordings.words import direction_of, party_of, read_moment, visible

# What recorders and people call the same thing.
NAMES = {
    "number": ("number", "phone_number", "phonenumber", "phone", "callee", "caller", "caller_id"),
    "started_at": ("started_at", "start_time", "starttime", "timestamp", "datetime", "date"),
    "direction": ("direction", "call_type", "calltype", "type"),
    "contact_name": ("contact_name", "contactname", "contact", "name", "caller_name"),
    "duration_seconds": ("duration_seconds", "duration"),
    "sim_slot": ("sim_slot", "sim"),
}
MAX_DURATION_SECONDS = 2**31 - 1
MAX_SIM_SLOT = 9


def hints_from_fields(fields: Mapping[str, Any], *, told_by: str) -> Hints:
    """Raises ValueError with a sentence for a time that can't be read.

    A wrong duration or SIM slot is left out: the audio tells the one, nobody misses the other. So
    is a direction in words that we don't know.
    """
    known = {name.strip().casefold().replace(" ", "_"): value for name, value in fields.items()}
    told = {name: first_of(known, names) for name, names in NAMES.items()}
    return Hints(
        told_by=told_by,
        number=told["number"] or None,
        started_at=read_moment(told["started_at"]) if told["started_at"] else None,
        direction=direction_of(told["direction"]),
        contact_name=party_of(told["contact_name"])[1],
        duration_seconds=whole(told["duration_seconds"], most=MAX_DURATION_SECONDS),
        sim_slot=whole(told["sim_slot"], most=MAX_SIM_SLOT),
    )


def first_of(known: Mapping[str, Any], names: tuple[str, ...]) -> str:
    values = (known.get(name) for name in names)
    return next((cell_text(text(value)) for value in values if text(value)), "")


def text(value: object) -> str:
    return visible(str(value)).strip() if isinstance(value, str | int | float) else ""


def whole(written: str, *, most: int) -> int | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return int(number) if math.isfinite(number) and 0 <= number <= most else None
