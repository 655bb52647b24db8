"""The Range header (RFC 9110, section 14): one range of bytes, or the whole."""

import re
from dataclasses import dataclass

ONE_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII | re.IGNORECASE)
# More digits than any file has bytes; Python refuses to read thousands of them.
MAX_DIGITS = 18


class RangeNotSatisfiable(Exception):
    """The range begins behind the last byte."""


@dataclass(frozen=True)
class ByteRange:
    """`first` and `last` are both sent."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def read_range(header: str | None, *, size_bytes: int) -> ByteRange | None:
    """None for the whole: no header, one that isn't well-formed, or several ranges at once.

    Raises RangeNotSatisfiable.
    """
    match = ONE_RANGE.fullmatch(header or "")
    if not match or not any(match.groups()):
        return None
    first, last = (int(digits[:MAX_DIGITS]) if digits else None for digits in match.groups())
    if first is None:
        return read_suffix(last or 0, size_bytes=size_bytes)
    if last is not None and last < first:
        return None
    if first >= size_bytes:
        raise RangeNotSatisfiable
    return ByteRange(first, size_bytes - 1 if last is None else min(last, size_bytes - 1))


def read_suffix(length: int, *, size_bytes: int) -> ByteRange:
    if length == 0 or size_bytes == 0:
        raise RangeNotSatisfiable
    return ByteRange(max(0, size_bytes - length), size_bytes - 1)
