"""What recorders' file names and sidecars tell."""

import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from calls.choices import Direction
from calls.services.import_recordings.file_names import PATTERNS, read_file_name
from calls.services.import_recordings.sidecars import find_sidecar, read_sidecar
from contacts.services.normalize_phone_number import normalize_phone_number

OUT, IN = Direction.OUTBOUND, Direction.INBOUND
PLUS_ONE = timezone(timedelta(hours=1))
AT = "2023-05-12 14:33:02"

NAMES = [
    # A row: the name, number, direction, contact's name.
    ("20230512_143302.123+0100_out_+442079460123_John", "+442079460123", OUT, "John"),
    ("20230512_143302.123456+0100_in_sim2_02079460123", "02079460123", IN, None),
    ("20230512_143302+0100_out_John Smith", None, OUT, "John Smith"),
    ("20230512_143302+0100_conference_+442079460123_John", None, None, None),
    ("2023-05-12 14-33-02 (phone) John (+44 20 7946 0123) ↗", "+44 20 7946 0123", OUT, "John"),
    ("2023-05-12 14-33-02 (phone) 0486300265 ↙", "0486300265", IN, None),
    ("2023-05-12 14-33-02 (whatsapp) John", None, None, "John"),
    ("0d20230512143302p+74993464260", "+74993464260", None, None),
    ("1d20230512143302pnull", None, None, None),
    ("Call recording John_230512_143302", None, None, "John"),
    ("Call recording +442079460123_230512_143302", "+442079460123", None, None),
    ("통화 녹음 02-123-4567_230512_143302", "02-123-4567", None, None),
    ("Call recording Private number_230512_143302 (1)", "Private number", None, None),
    ("CallRecord_20230512-143302_+48123456789", "+48123456789", None, None),
    ("+48123456789_230512_143302577", "+48123456789", None, None),
    ("John@+442079460123_20230512143302", "+442079460123", None, "John"),
    ("Вызов@Юля Ю(0079397172318)_20230512143302", "+79397172318", None, "Юля Ю"),
    ("John(02079460123)_20230512143302", "02079460123", None, "John"),
    ("Вызов@0321(0321)_20230512143302", "0321", None, None),
    ("Operator (5433 Мобильный) 2023-05-12_143302_out", "5433", OUT, "Operator"),
    ("5433 @ 2023-05-12_143302_in", "5433", IN, None),
    ("2023-05-12 14.33.02 ↓ +442079460123", "+442079460123", IN, None),
    ("2023-05-12 14.33.02 \u202a+44 20 7946 0123\u202c (John)", "+44 20 7946 0123", None, "John"),
    ("John-2305121433", None, None, "John"),
    ("02079460123-2305121433", "02079460123", None, None),
]


@pytest.mark.parametrize(("name", "number", "direction", "contact_name"), NAMES)
def test_a_recorders_name_tells_of_the_call(name, number, direction, contact_name):
    hints = read_file_name(name)

    assert hints
    assert (hints.number, hints.direction, hints.contact_name) == (number, direction, contact_name)
    is_to_the_minute = name.endswith("1433")
    assert f"{hints.started_at:%Y-%m-%d %H:%M:%S}" == (AT[:-2] + "00" if is_to_the_minute else AT)


def examples_of_the_page() -> list[tuple[str, str]]:
    """The table of docs/how-to/import-recordings.md: recorder and file name."""
    page = Path(__file__).parents[2] / "docs/how-to/import-recordings.md"
    return re.findall(r"^ +\| (\w[^|]*) \| `([^`]+\.\w+)` \|$", page.read_text(), re.MULTILINE)


def test_the_page_shows_each_recorder_as_it_is_read():
    examples = examples_of_the_page()

    assert len(examples) == len(PATTERNS)
    for recorder, name in examples:
        hints = read_file_name(Path(name).stem)
        number = normalize_phone_number(hints.number, regions=["GB"])
        assert (recorder, number.e164) == (recorder, "+442079460123")
        assert recorder.split(" (")[0].split(",")[0] in hints.told_by


def test_milliseconds_offset_and_sim_slot_are_kept():
    hints = read_file_name("20230512_143302.123+0100_out_sim2_+442079460123")

    assert hints.started_at == datetime(2023, 5, 12, 14, 33, 2, 123000, PLUS_ONE)
    assert hints.sim_slot == 2


@pytest.mark.parametrize("name", ["Voice 001", "recording-20230404", "", "John", "2023-05-12"])
def test_other_names_tell_nothing(name):
    assert read_file_name(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "John(02079460123)_20231312143302",
        "+48123456789_230230_143302",
        "20230512_143302+9900_out_+442079460123",
    ],
    ids=["month 13", "30 February", "offset of 99 hours"],
)
def test_a_time_that_cannot_be_is_said(name):
    with pytest.raises(ValueError, match="no such time"):
        read_file_name(name)


BCR = {
    "timestamp_unix_ms": 1683898382123,
    "timestamp": "2023-05-12T14:33:02.123+01:00",
    "direction": "in",
    "sim_slot": 1,
    "call_log_name": None,
    "calls": [
        {
            "phone_number": "+442079460123",
            "phone_number_formatted": "+44 20 7946 0123",
            "caller_name": None,
            "contact_name": "John",
        }
    ],
    "output": {
        "format": {"type": "OGG/Opus", "mime_type_container": "audio/ogg"},
        "recording": {"frames_total": 96000, "duration_secs_total": 2.0},
    },
}
SIMPLE = {"phone_number": "+442079460123", "started_at": 1683898382123, "direction": "incoming"}
CONTENTS = {
    "bcr.json": json.dumps(BCR),
    "simple.json": json.dumps({**SIMPLE, "name": "John", "duration": "2", "sim": 1}),
    "one.csv": "\ufeffNumber;Start time;Call type;Name;Duration;SIM\r\n"
    "'+442079460123;2023-05-12T14:33:02.123+01:00;incoming;John;2;1\r\n",
    "call.xml": '<?xml version="1.0"?><call direction="in"><number>+442079460123</number>'
    "<timestamp>1683898382123</timestamp><contact>John</contact><duration>2</duration>"
    "<sim>1</sim></call>",
}


@pytest.mark.parametrize("file", CONTENTS)
def test_a_sidecar_tells_of_the_call(tmp_path, file):
    (tmp_path / file).write_text(CONTENTS[file])
    audio = (tmp_path / file).with_suffix(".m4a")

    hints = read_sidecar(find_sidecar(audio))

    assert hints.number == "+442079460123"
    assert hints.started_at == datetime(2023, 5, 12, 14, 33, 2, 123000, PLUS_ONE)
    assert hints.direction == IN
    assert (hints.contact_name, hints.duration_seconds, hints.sim_slot) == ("John", 2, 1)
    assert hints.told_by == file


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        ("a.json", "{", "can't be read"),
        ("a.json", "[]", "isn't one JSON object"),
        ("a.json", "[" * 100_000, "can't be read"),
        ("a.json", '{"number": "1", "date": "yesterday"}', "'yesterday' is no time"),
        ("a.csv", "number\n1\n2\n", "it has 2 rows"),
        ("a.xml", "<call", "can't be read"),
        ("a.xml", '<!DOCTYPE c [<!ENTITY a "b">]><c>&a;</c>', "document type"),
        ("a.json", " " * 1_100_000, "too large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_sidecar_that_cannot_be_used_is_said(tmp_path, file, content, sentence):
    (tmp_path / file).write_text(content)

    with pytest.raises(ValueError, match=sentence):
        read_sidecar(tmp_path / file)


def test_a_conference_is_with_nobody_alone(tmp_path):
    sidecar = tmp_path / "call.json"
    sidecar.write_text(json.dumps({**BCR, "calls": [*BCR["calls"], {"phone_number": "1"}]}))

    hints = read_sidecar(sidecar)

    assert (hints.number, hints.contact_name) == (None, None)
    assert hints.started_at


def test_a_recording_without_a_sidecar_has_none(tmp_path):
    assert find_sidecar(tmp_path / "call.m4a") is None
