"""How much processor time a recording takes, beside `ffmpeg` making the same of it.

    python -m bench.process_recordings

Processor time, not the clock: of one core, and the same on a busy machine. Ours has everything in
it: starting Python, importing, the limits, looking for speech and the answer. ffmpeg decodes,
measures the loudness (EBU R128), takes the peaks and writes the copy. The 10 min are the 11 s of
speech over and over, as AMR, which needs all of it.
"""

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from calls.processing.process import Limits, process
from calls.processing.waveform import LEVELS

SPEECH = Path(__file__).parents[1] / "tests/audio/speech.amr"
MAGIC = b"#!AMR\n"
RATE_HZ = 8000
LIMITS = Limits(
    memory_bytes=512 * 1024**2, seconds=60, decoded_seconds=3600, playable_bytes=64 * 1024**2
)
# Of ffmpeg's time, at most.
TARGET_RATIO = 1.5


@dataclass(frozen=True)
class Measured:
    """Seconds of one core, in the run that was disturbed least. `reference`: ffmpeg's, if any."""

    name: str
    ours: float
    reference: float | None
    peak_mebibytes: float

    def line(self, start_seconds: float) -> str:
        line = (
            f"{self.name}: {self.ours:.2f} s, {60 / self.ours:,.0f} recordings a minute and core; "
            f"without the start {self.ours - start_seconds:.2f} s; "
            f"{self.peak_mebibytes:.0f} MiB at most"
        )
        if self.reference is None:
            return line + "."
        return f"{line}; ffmpeg {self.reference:.2f} s, ratio {self.ours / self.reference:.2f}."


def measure(name: str, recording: bytes, *, runs: int) -> Measured:
    with tempfile.TemporaryFile() as file:
        file.write(recording)
        file.flush()
        ffmpeg = shutil.which("ffmpeg")
        ours, theirs = [], []
        for _ in range(runs):  # by turns: a busy minute is busy for both
            ours.append(measure_ours(file))
            if ffmpeg:
                theirs.append(measure_ffmpeg(ffmpeg, recording))
    seconds, peaks = zip(*ours, strict=True)
    return Measured(name, min(seconds), min(theirs, default=None), max(peaks) / 1024**2)


def measure_ours(file: IO[bytes]) -> tuple[float, int]:
    """Processor seconds, and bytes of memory."""
    peaks: list[int] = []

    def work() -> None:
        with tempfile.TemporaryFile() as playable, tempfile.TemporaryFile() as waveform:
            examination = process(file, limits=LIMITS, playable=playable, waveform=waveform)
            peaks.append(examination.peak_memory_bytes)

    return seconds_of(work), max(peaks)


def measure_ffmpeg(ffmpeg: str, recording: bytes) -> float:
    """Loudness, the least and the greatest sample of each of the finest level's buckets, copy."""
    samples = len(recording) // 32 * 160  # of AMR's 12.2 kbit/s
    chain = (
        f"asplit[copy][rest];[rest]ebur128,asetnsamples={samples // LEVELS[-1]},"
        "astats=metadata=1:reset=1:measure_overall=none:measure_perchannel=Min_level+Max_level,"
        "ametadata=print:file=peaks.txt,anullsink"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "recording.amr"
        source.write_bytes(recording)
        command = [
            *(ffmpeg, "-v", "error", "-nostdin", "-threads", "1", "-i", str(source)),
            *("-filter_complex", chain, "-map", "[copy]", "-c:a", "aac", "-b:a", "24k"),
            *("-aac_coder", "fast", "-movflags", "+faststart", "playable.m4a"),
        ]
        seconds = seconds_of(lambda: subprocess.run(command, cwd=folder, check=True))  # noqa: S603
        peaks = re.findall("Max_level", (Path(folder) / "peaks.txt").read_text())
        if len(peaks) < LEVELS[-1]:
            raise RuntimeError("ffmpeg didn't do the same: it told too few peaks.")
    return seconds


def seconds_of(work: Callable[[], object]) -> float:
    """Of the processor, by what `work` starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start_seconds(runs: int) -> float:
    """Until a file is looked at: Python, FFmpeg, numpy, limits."""
    with tempfile.TemporaryFile() as empty:
        return min(measure_ours(empty)[0] for _ in range(runs))


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure processing against ffmpeg.")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    speech = SPEECH.read_bytes()
    ten_minutes = MAGIC + (speech.removeprefix(MAGIC) * 55)[: 600 * 50 * 32]
    start = start_seconds(runs)
    sys.stdout.write(f"Starting: {start:.2f} s.\n")
    if shutil.which("ffmpeg") is None:
        sys.stdout.write("There is no ffmpeg to compare with; install it for the ratios.\n")
    measured = [
        measure("11 s", speech, runs=runs),
        measure("10 min", ten_minutes, runs=runs),
    ]
    for each in measured:
        sys.stdout.write(each.line(start) + "\n")
    slowest = max(each.ours / each.reference for each in measured if each.reference)
    return 0 if slowest <= TARGET_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
