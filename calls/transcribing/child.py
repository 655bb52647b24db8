"""Decode one recording for a speech recognizer, away from everything else:

`python -m calls.transcribing.child MEMORY_BYTES SECONDS FILE_BYTES MAX_DECODED_SECONDS LEFT RIGHT`

The recording is standard input, a file; LEFT and RIGHT are open file descriptors to write to. One
JSON object comes out. Knows nothing of Django, the store, the network or names.
"""

import io
import json
import os
import sys
import wave

from calls.processing.limits import limit_resources, open_nothing_more


def main(
    memory_bytes: int, seconds: int, file_bytes: int, max_decoded_seconds: int, *outputs: int
) -> None:
    limit_resources(memory_bytes=memory_bytes, seconds=seconds, file_bytes=file_bytes)
    import av  # imports FFmpeg: under the limits

    from calls.processing.reading import Refused
    from calls.transcribing.split import split

    # Imports what av imports late.
    split(a_second_of_silence(), [io.BytesIO()], max_decoded_seconds=2)
    open_nothing_more()
    recording = os.fdopen(0, "rb", buffering=0)
    files = [os.fdopen(output, "w+b") for output in outputs]
    try:
        found = split(recording, list(files), max_decoded_seconds=max_decoded_seconds)
    except (Refused, av.error.FFmpegError, MemoryError) as error:
        found = {"refusal": type(error).__name__}
    for file in files:
        file.close()
    json.dump(found, sys.stdout)


def a_second_of_silence() -> io.BytesIO:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, 8000, 8000, "NONE", ""))
        writer.writeframes(bytes(2 * 8000))
    file.seek(0)
    return file


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
    sys.stdout.flush()
    # All is written; taking apart what was imported takes time for nothing.
    os._exit(0)
