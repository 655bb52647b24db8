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
    open_nothing_more()
    try:
        finding = decode(os.fdopen(0, "rb", buffering=0), max_decoded_seconds=max_decoded_seconds)
    except MemoryError:
        finding = Finding(refusal=Refusal.OUT_OF_MEMORY)
    json.dump(asdict(finding) | {"peak_memory_bytes": peak_memory_bytes()}, sys.stdout)


def one_silent_sample() -> io.BytesIO:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, 8000, 1, "NONE", ""))
        writer.writeframes(b"\0\0")
    file.seek(0)
    return file


def peak_memory_bytes() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
