"""Look at one recording: `python -m calls.probing.child MEMORY_BYTES SECONDS MAX_DECODED_SECONDS`.

The recording is standard input, a file. One JSON object comes out, a Finding. Knows nothing of
Django, of the store or of names: what a hostile file could take over has nothing to give.
"""

import io
import json
import os
import resource
import sys
import wave
from dataclasses import asdict

from calls.probing.finding import Finding, Refusal
from calls.probing.limits import limit_resources, open_nothing_more


def main(memory_bytes: int, seconds: int, max_decoded_seconds: int) -> None:
    limit_resources(memory_bytes=memory_bytes, seconds=seconds)
    from calls.probing.decode import decode  # imports FFmpeg: under the limits

    decode(one_silent_sample(), max_decoded_seconds=1)  # imports what av imports late
    memory = MemoryGauge()
    open_nothing_more()
    try:
        finding = decode(os.fdopen(0, "rb", buffering=0), max_decoded_seconds=max_decoded_seconds)
    except MemoryError:
        finding = Finding(refusal=Refusal.OUT_OF_MEMORY)
    json.dump(asdict(finding) | {"peak_memory_bytes": memory.peak_bytes()}, sys.stdout)


def one_silent_sample() -> io.BytesIO:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, 8000, 1, "NONE", ""))
        writer.writeframes(b"\0\0")
    file.seek(0)
    return file


class MemoryGauge:
    """The most memory this process ever held.

    Linux's ru_maxrss begins with that of the process that started us; /proc tells our own. It is
    opened while files can still be opened.
    """

    def __init__(self) -> None:
        try:
            self.status: int | None = os.open("/proc/self/status", os.O_RDONLY)
        except FileNotFoundError:  # not Linux
            self.status = None

    def peak_bytes(self) -> int:
        if self.status is None:
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        lines = os.pread(self.status, 65536, 0).decode().splitlines()
        kibibytes = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
        return int(kibibytes) * 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
