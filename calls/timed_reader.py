import time
from collections.abc import Iterator
from typing import IO


class TimedReader:
    """A file to be sent, until a deadline: a store that takes it in drops would go on for ever.

    Raises TimeoutError.
    """

    def __init__(self, file: IO[bytes], *, seconds: float) -> None:
        self.file = file
        self.deadline = time.monotonic() + seconds

    def read(self, size: int = -1) -> bytes:
        if time.monotonic() > self.deadline:
            raise TimeoutError("the store takes too long")
        return self.file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.read(1024 * 1024), b"")
