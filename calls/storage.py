import os
import time
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage

from callcrm.api.exceptions import DomainError

MEBIBYTE = 1024 * 1024
PART_SUFFIX = ".part"
RETRY_AFTER_SECONDS = 5


class StoreUnavailable(DomainError):
    """The bytes couldn't be kept."""

    code = "store_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "The recording couldn't be stored. Keep it and send it again.",
            retry_after_seconds=RETRY_AFTER_SECONDS,
        )


class StoreFault(OSError):
    """The store is away, or denies what it was asked: the message tells whoever runs callcrm what
    to mend. It names the bucket and the address; no client may read it.
    """


def deadline_seconds(size_bytes: int) -> float:
    """How long storing may take before it counts as failed: 10 s and 1 s for each MiB."""
    return 10 + size_bytes / MEBIBYTE


class RecordingFileStorage(FileSystemStorage):
    """The recordings as files, for one machine. What `save` returned from survives a power cut.

    A name is used as it is and an object of the same name is replaced whole. Raises OSError
    (TimeoutError at the deadline) with the object as it was before.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        target = Path(self.path(name))
        part = target.with_name(target.name + PART_SUFFIX)
        make_durable_folder(target.parent)
        # A new file each time: a slow writer of the same name must not write into this one.
        part.unlink(missing_ok=True)
        write_durable(part, content, deadline=time.monotonic() + deadline_seconds(content.size))
        os.replace(part, target)  # noqa: PTH105 - one word for what the protocol says
        # The folders above too: whoever made them may not have come to it yet.
        for folder in target.parents:
            sync_folder(folder)
            if folder == Path(self.location):
                break
        return name

    def delete(self, name: str) -> None:
        super().delete(name)
        super().delete(name + PART_SUFFIX)


def write_durable(path: Path, content: "File[bytes]", *, deadline: float) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in content.chunks(MEBIBYTE):
            if time.monotonic() > deadline:
                raise TimeoutError(f"writing {path.name} takes too long")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def make_durable_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    make_durable_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
