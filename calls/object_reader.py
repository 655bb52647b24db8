import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from botocore.response import StreamingBody

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class ObjectReader(io.RawIOBase):
    """An object of the store as a file: one ranged request from where reading begins.

    `fetch(first, last)` answers with those bytes, both included. Nothing is kept in memory.
    """

    def __init__(
        self,
        fetch: Callable[[int, int], StreamingBody],
        *,
        size: int,
        faults_told: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self.fetch = fetch
        self.size = size
        self.faults_told = faults_told
        self.position = 0
        self.end = size
        self.body: StreamingBody | None = None

    def read_until(self, end: int) -> None:
        """Ask for no more than that. A body read to its end leaves its connection to the next."""
        self.hang_up()
        self.end = min(end, self.size)

    def begin(self) -> None:
        """Ask the store now, not at the first read: some allow to look at what they don't give."""
        if self.body is None:
            with self.faults_told():
                self.body = self.fetch(self.position, self.end - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        if start + offset != self.position:
            self.hang_up()
            self.position = start + offset
        return self.position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), self.end - self.position)
        if wanted <= 0:
            return 0
        self.begin()
        assert self.body is not None
        with self.faults_told():
            chunk = self.body.read(wanted)
        view[: len(chunk)] = chunk
        self.position += len(chunk)
        return len(chunk)

    def close(self) -> None:
        self.hang_up()
        super().close()

    def hang_up(self) -> None:
        if self.body is not None:
            self.body.close()
            self.body = None
