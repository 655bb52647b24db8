"""The form of a stored waveform. Knows nothing of Django: the child writes it."""

import struct
from typing import TypedDict

# Raised when what processing writes changes: older recordings can be found and done again.
PROCESSING_VERSION = 1
# Buckets over the whole recording: one screen, and zoomed in.
LEVELS = (400, 2000)
BYTES_PER_CHANNEL = 2 * sum(LEVELS)


class Level(TypedDict):
    buckets: int
    # For each channel min, max, min, max…, -128 to 127.
    peaks: list[list[int]]


def unpack(packed: bytes) -> list[Level]:
    """`packed`: for each level, for each channel, min, max, min, max… as signed bytes.

    Raises ValueError if that isn't what it is.
    """
    channels, rest = divmod(len(packed), BYTES_PER_CHANNEL)
    if rest or not channels:
        raise ValueError(f"A waveform has {BYTES_PER_CHANNEL} bytes a channel, not {len(packed)}.")
    levels: list[Level] = []
    at = 0
    for buckets in LEVELS:
        sides = []
        for _ in range(channels):
            sides.append(list(struct.unpack_from(f"{2 * buckets}b", packed, at)))
            at += 2 * buckets
        levels.append({"buckets": buckets, "peaks": sides})
    return levels
