"""Process one recording: `python -m calls.processing.child`, then six numbers (see `main`).

The recording is standard input, a file; the copy for listening and the waveform are written to
files that came open. One JSON object comes out, an Examination. Knows nothing of Django, of the
store or of names: what a hostile file could take over has nothing to give.
"""

import gc
import io
import json
import os
import resource
import sys
import wave
from dataclasses import asdict

from calls.processing.descriptor import Descriptor
from calls.processing.examination import Examination, Refusal
from calls.processing.limits import limit_resources, open_nothing_more


def main(
    memory_bytes: int,
    seconds: int,
    max_decoded_seconds: int,
    playable_bytes: int,
    playable_descriptor: int,
    waveform_descriptor: int,
) -> None:
    limit_resources(memory_bytes=memory_bytes, seconds=seconds, file_bytes=playable_bytes)
    # Its threads would reserve more memory than we have, and nothing of it is used.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # Nothing that is imported is garbage, and to look for some takes a tenth of the import.
    gc.disable()
    from calls.processing.decode import decode  # imports FFmpeg and numpy: under the limits

    playable = Descriptor(playable_descriptor)
    # Imports what is imported late: a recording that needs all there is.
    decode(one_silent_moment(), max_decoded_seconds=1, playable=playable)
    playable.clear()
    gc.enable()
    memory = MemoryGauge()
    open_nothing_more()
    try:
        examination, waveform = decode(
            os.fdopen(0, "rb", buffering=0),
            max_decoded_seconds=max_decoded_seconds,
            playable=playable,
        )
        Descriptor(waveform_descriptor).write(waveform)
    except MemoryError:
        examination = Examination(refusal=Refusal.OUT_OF_MEMORY)
    told = asdict(examination) | {
        "peaks": list(examination.peaks),
        "peak_memory_bytes": memory.peak_bytes(),
    }
    json.dump(told, sys.stdout)


def one_silent_moment() -> io.BytesIO:
    """In a kind of PCM that is copied for browsers."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 3, 8000, 1, "NONE", ""))
        writer.writeframes(bytes(3 * 100))
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
    sys.stdout.flush()
    # Taking apart all that was imported would take longer than eleven seconds of speech do.
    os._exit(0)
