"""The sample calls. Their numbers are of ranges kept for drama, or of nobody."""

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
    SampleCall(
        key="sample-8",
        number="+353 20 910 1147",
        contact_name="Siobhán Ní Dhomhnaill",
        ago=timedelta(minutes=41),
        fields={"disposition": "no_answer", "absent_reason": "too_short"},
    ),
    SampleCall(
        key="sample-9",
        number="+81 3 5550 0142",
        contact_name="佐藤 美咲",
        ago=timedelta(minutes=26),
        audio="speech.mp3",
        fields=ANSWERED,
    ),
    SampleCall(
        key="sample-10",
        number="+966 11 555 0162",
        contact_name="محمد عبد الرحمن الشريف",
        ago=timedelta(minutes=18),
        audio="two-party-stereo.m4a",
        fields=ANSWERED | {"note": "Asks for the invoice to be split over two months."},
    ),
    SampleCall(
        key="sample-11",
        number="Private",
        contact_name="",
        ago=timedelta(minutes=9),
        audio="speech-wideband.awb",
        fields=ANSWERED | {"direction": "inbound", "number_withheld": "true"},
    ),
    SampleCall(
        key="sample-12",
        number="+33 6 39 98 12 40",
        contact_name="",
        ago=timedelta(hours=2, minutes=10),
        audio="speech.flac",
        fields=ANSWERED | {"direction": "inbound"},
    ),
    SampleCall(
        key="sample-13",
        number="+49 30 23125118",
        contact_name="Maximiliane-Aurelia von Hohenstein-Wittelsbach",
        ago=timedelta(hours=4, minutes=25),
        audio="speech.3gp",
        fields=ANSWERED | {"direction": "inbound"},
    ),
    SampleCall(
        key="sample-14",
        number="07700 900178",
        contact_name="Wanjirũ Kamau-Oduya",
        ago=timedelta(hours=5),
        audio="bad-header-only.wav",
        fields=ANSWERED | {"duration_seconds": "464"},
    ),
    SampleCall(
        key="sample-15",
        number="07700 900191",
        contact_name="Grégoire Lefèbvre-Delacroix",
        ago=timedelta(hours=6, minutes=12),
        audio="one-sided-stereo.m4a",
        fields=ANSWERED,
    ),
    SampleCall(
        key="sample-16",
        number="+44 7700 900123",
        contact_name="",
        ago=timedelta(days=1, hours=6),
        audio="speech.aac",
        fields=ANSWERED,
    ),
    SampleCall(
        key="sample-17",
        number="+44 1632 960055",
        contact_name="Nguyễn Thị Minh Khai",
        ago=timedelta(days=1, hours=8),
        audio="speech.wav",
        fields=ANSWERED | {"note": "Confirmed the delivery slot for Friday."},
    ),
    SampleCall(
        key="sample-18",
        number="+44 1632 960078",
        contact_name="Ελένη Παπαδοπούλου",
        ago=timedelta(days=2, hours=2),
        fields={"disposition": "voicemail", "absent_reason": "too_short"},
    ),
    SampleCall(
        key="sample-19",
        number="+972 2 555 0147",
        contact_name="נועה בן־דוד",
        ago=timedelta(days=2, hours=5),
        audio="silent.amr",
        fields=ANSWERED | {"duration_seconds": "73"},
    ),
    SampleCall(
        key="sample-20",
        number="+44 1632 960091",
        contact_name="Amelia Thornton-Whitcombe",
        ago=timedelta(days=5, hours=1),
        audio="speech.amr",
        fields=ANSWERED,
    ),
)
