"""Recordings as processing sees them."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from calls.processing.examination import Examination
from calls.processing.findings import Finding
from calls.processing.process import Limits, process
from calls.processing.verdict import verdict_on
from calls.processing.waveform import Level, unpack

MEMORY_BYTES = 512 * 1024 * 1024
LIMITS = Limits(
    memory_bytes=MEMORY_BYTES,
    seconds=60,
    decoded_seconds=4 * 60 * 60,
    playable_bytes=64 * 1024 * 1024,
)


@dataclass(frozen=True)
class Processed:
    """An examination and what came with it."""

    examination: Examination
    playable: bytes
    levels: list[Level]

    def findings(self, *, reported_seconds: int | None = None) -> list[Finding]:
        verdict = verdict_on(self.examination, reported_seconds=reported_seconds)
        findings: list[Finding] = verdict.facts["findings"]
        return findings


def processed(content: bytes | Path, limits: Limits = LIMITS) -> Processed:
    if isinstance(content, bytes):
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.flush()
            return _processed(file, limits)
    with content.open("rb") as file:
        return _processed(file, limits)


def _processed(file: IO[bytes], limits: Limits) -> Processed:
    with tempfile.TemporaryFile() as playable, tempfile.TemporaryFile() as waveform:
        examination = process(file, limits=limits, playable=playable, waveform=waveform)
        return Processed(
            examination,
            playable.read() if examination.has_playable else b"",
            unpack(waveform.read()) if examination.decoded else [],
        )


def examine(path: Path, limits: Limits = LIMITS) -> Examination:
    return processed(path, limits).examination


def examine_bytes(content: bytes, limits: Limits = LIMITS) -> Examination:
    return processed(content, limits).examination


def within(**changes: int) -> Limits:
    return replace(LIMITS, **changes)
