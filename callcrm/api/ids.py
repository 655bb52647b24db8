import os
import time
import uuid

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def uuid7() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, 74 random bits.

    Ids sort by when they were made, so that inserts stay at the right edge of every index.
    """
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    high = (random >> 62) & 0xFFF
    low = random & ((1 << 62) - 1)
    return uuid.UUID(int=milliseconds << 80 | _VERSION | high << 64 | _VARIANT | low)
