"""The sample calls. Their numbers are of the ranges that the regulators keep for drama."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class SampleCall:
    key: str
    number: str
    contact_name: str
    ago: timedelta
    audio: str = ""  # a file of tests/audio; without one, `fields` says why
    fields: dict[str, str] = field(default_factory=dict)


ANSWERED = {"disposition": "answered", "consent": "announced"}

SAMPLE_CALLS = (
    SampleCall(
        key="sample-1",
        number="020 7946 0018",
        contact_name="Priya Natarajan",
        ago=timedelta(days=6, hours=2),
        audio="two-party-stereo.m4a",
        fields=ANSWERED | {"note": "Wants the annual price for twelve seats."},
    ),
    SampleCall(
        key="sample-2",
        number="+44 7700 900123",
        contact_name="Tomasz Zieliński",
        ago=timedelta(days=4, hours=5),
        audio="speech.amr",
        fields=ANSWERED,
    ),
    SampleCall(
        key="sample-3",
        number="0113 496 0042",
        contact_name="Harrogate Cycles",
        ago=timedelta(days=3, hours=1),
        audio="speech.m4a",
        fields=ANSWERED | {"direction": "inbound"},
    ),
    SampleCall(
        key="sample-4",
        number="020 7946 0018",
        contact_name="",
        ago=timedelta(days=1, hours=3),
        audio="digits.wav",
        fields=ANSWERED | {"note": "Read out the order number."},
    ),
    SampleCall(
        key="sample-5",
        number="+1 202 555 0143",
        contact_name="Dana Whitfield",
        ago=timedelta(hours=20),
        fields={"disposition": "no_answer", "absent_reason": "too_short"},
    ),
    SampleCall(
        key="sample-6",
        number="0161 496 0777",
        contact_name="",
        ago=timedelta(hours=3),
        audio="speech.ogg",
        fields=ANSWERED,
    ),
    SampleCall(
        key="sample-7",
        number="07700 900456",
        contact_name="Chidi Okafor",
        ago=timedelta(hours=1),
        fields=ANSWERED | {"absent_reason": "not_permitted", "duration_seconds": "184"},
    ),
)
