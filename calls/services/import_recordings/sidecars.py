"""The small file beside a recording, of the same name: JSON (BCR's and simple ones), CSV or XML."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from calls.services.import_recordings.fields import hints_from_fields
from calls.services.import_recordings.hints import Hints
from calls.services.import_recordings.table_text import delimiter_of, read_table_text

SIDECAR_ENDINGS = (".json", ".csv", ".xml")
MAX_SIDECAR_BYTES = 1024 * 1024


def find_sidecar(audio: Path) -> Path | None:
    """`call.json` or `call.m4a.json` for `call.m4a`."""
    for ending in SIDECAR_ENDINGS:
        for path in (audio.with_suffix(ending), audio.with_name(audio.name + ending)):
            if path.is_file() and not path.is_symlink():
                return path
    return None


def read_sidecar(path: Path) -> Hints:
    """Raises ValueError with a sentence, and OSError."""
    if path.stat().st_size > MAX_SIDECAR_BYTES:
        raise ValueError(f"{path.name} is too large for a description of one call.")
    readers = {".json": json_fields, ".csv": csv_fields, ".xml": xml_fields}
    try:
        fields = readers[path.suffix](path)
        return hints_from_fields(fields, told_by=path.name)
    except (ValueError, RecursionError, ET.ParseError, csv.Error) as error:
        raise ValueError(f"{path.name} can't be read: {error}") from error


def json_fields(path: Path) -> dict[str, Any]:
    content = json.loads(path.read_text("utf-8-sig"))
    if not isinstance(content, dict):
        raise ValueError("it isn't one JSON object.")  # noqa: TRY004 - about the file
    return bcr_fields(content) if "timestamp_unix_ms" in content else flat(content)


def bcr_fields(content: dict[str, Any]) -> dict[str, Any]:
    """BCR's metadata file: one entry in `calls` per party. A conference is with nobody alone."""
    parties = [party for party in content.get("calls") or () if isinstance(party, dict)]
    party = parties[0] if len(parties) == 1 else {}
    output = content.get("output")
    recording = output.get("recording") if isinstance(output, dict) else None
    seconds = recording.get("duration_secs_total") if isinstance(recording, dict) else None
    return {
        "number": party.get("phone_number"),
        "contact_name": party.get("contact_name") or party.get("caller_name"),
        "started_at": content.get("timestamp") or content["timestamp_unix_ms"],
        "direction": content.get("direction"),
        "sim_slot": content.get("sim_slot"),
        "duration_seconds": seconds,
    }


def flat(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if isinstance(value, str | int | float)}


def csv_fields(path: Path) -> dict[str, Any]:
    text = read_table_text(path)
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter_of(text)))
    if len(rows) != 1:
        raise ValueError(f"it has {len(rows)} rows below its headings; one is needed.")
    return {name: value for name, value in rows[0].items() if isinstance(name, str)}


def xml_fields(path: Path) -> dict[str, Any]:
    text = path.read_bytes()
    if b"<!" in text.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise ValueError("it has a document type, which could hide anything.")
    root = ET.fromstring(text)  # noqa: S314 - without a document type it can't expand
    return dict(leaves(root))


def leaves(element: ET.Element) -> Iterator[tuple[str, str]]:
    for each in element.iter():
        yield from each.attrib.items()
        if each.text and not len(each):
            yield each.tag.rpartition("}")[2], each.text
