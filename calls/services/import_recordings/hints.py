import dataclasses
from dataclasses import dataclass
from datetime import datetime

from calls.choices import Direction


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What a name, a sidecar or a manifest tells of a call; None: nothing.

    `started_at` may have no offset: then it is by the clock of the phone's person. `told_by`: who
    tells it, for people. `number` is as it was written.
    """

    told_by: str = ""
    number: str | None = None
    started_at: datetime | None = None
    direction: Direction | None = None
    contact_name: str | None = None
    duration_seconds: int | None = None
    sim_slot: int | None = None

    @property
    def is_enough(self) -> bool:
        return self.number is not None and self.started_at is not None

    def or_else(self, other: "Hints") -> "Hints":
        """These, and of what they leave open the other's."""
        open_fields = {
            field.name: getattr(other, field.name)
            for field in dataclasses.fields(self)
            if field.name != "told_by" and getattr(self, field.name) is None
        }
        is_of_use = any(value is not None for value in open_fields.values())
        told_by = [self.told_by, *([other.told_by] if is_of_use else [])]
        return dataclasses.replace(self, told_by=", ".join(filter(None, told_by)), **open_fields)
