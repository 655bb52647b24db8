from collections.abc import Iterator

from django.core.files.base import File

from calls.byte_range import ByteRange
from calls.object_reader import ObjectReader

CHUNK_BYTES = 256 * 1024


class FileSlice:
    """Some bytes of an open file, in chunks, once `begin` was called.

    Not a generator: one that nobody began to read would not close its file.
    """

    def __init__(self, file: "File[bytes]", extent: ByteRange) -> None:
        self.file = file
        self.extent = extent

    def begin(self) -> None:
        """Before anything is announced. Raises OSError if the store doesn't give the bytes."""
        self.file.seek(self.extent.first)
        reader: object = self.file.file
        if isinstance(reader, ObjectReader):
            reader.read_until(self.extent.last + 1)
            reader.begin()

    def __iter__(self) -> Iterator[bytes]:
        left = self.extent.length
        while left > 0 and (chunk := self.file.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self.file.close()
