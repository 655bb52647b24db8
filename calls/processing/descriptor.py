from __future__ import annotations

import errno
import os


class TooLarge(Exception):
    """The file may not grow any more (RLIMIT_FSIZE)."""


class Descriptor:
    """An inherited file as FFmpeg writes it. Two on one descriptor keep their own positions.

    Has no `close`: the child could not open it again.
    """

    name = "playable.m4a"

    def __init__(self, number: int) -> None:
        self.number = number
        self.position = 0

    def write(self, content: bytes) -> int:
        rest = memoryview(content)
        while rest:
            try:
                written = os.pwrite(self.number, rest, self.position)
            except OSError as error:
                raise TooLarge if error.errno == errno.EFBIG else error from None
            self.position += written
            rest = rest[written:]
        return len(content)

    def read(self, size: int) -> bytes:
        content = os.pread(self.number, size, self.position)
        self.position += len(content)
        return content

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        origins = {os.SEEK_SET: 0, os.SEEK_CUR: self.position}
        origin = origins[whence] if whence in origins else os.fstat(self.number).st_size
        self.position = origin + offset
        return self.position

    def tell(self) -> int:
        return self.position

    def clear(self) -> None:
        os.ftruncate(self.number, 0)
        self.position = 0
