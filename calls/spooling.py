import errno
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from callcrm.api.exceptions import DomainError
from calls.storage import StoreUnavailable

RETRY_AFTER_SECONDS = 300
DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
MAX_NAME_LENGTH = 255


class InsufficientStorage(DomainError):
    """There is no room for this upload now."""

    code = "insufficient_storage"

    def __init__(self) -> None:
        super().__init__(
            "The server's disk is nearly full. Keep the recording and send it again later.",
            retry_after_seconds=RETRY_AFTER_SECONDS,
        )


class SpooledAudio(UploadedFile):  # type: ignore[type-arg]  # not generic at run time
    """The audio of an upload, whole, on our disk and hashed; closing it frees the disk."""

    sha256: str
    size: int


def spool_folder() -> Path:
    folder = Path(settings.SPOOL_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def spool_audio(chunks: Iterable[bytes], *, filename: str) -> SpooledAudio:
    """Write the audio to a file without a name, which ends with the process, and hash it once.

    Raises `InsufficientStorage`, `StoreUnavailable`, and what `chunks` raises.
    """
    digest = hashlib.sha256()
    size = 0
    with ExitStack() as on_failure:
        with disk_errors_told():
            file = on_failure.enter_context(
                # Without a buffer, so that a full disk shows itself here.
                tempfile.TemporaryFile(dir=spool_folder(), buffering=0)
            )
        for chunk in chunks:
            digest.update(chunk)
            with disk_errors_told():
                write_whole(file, chunk)
            size += len(chunk)
        file.seek(0)
        on_failure.pop_all()
    spooled = SpooledAudio(file, name=clean_filename(filename) or "audio", size=size)
    spooled.sha256 = digest.hexdigest()
    return spooled


def write_whole(file: IO[bytes], chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def disk_errors_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in DISK_IS_FULL:
            raise InsufficientStorage from error
        raise StoreUnavailable from error


def clean_filename(text: str) -> str:
    """The last part of a path without control and direction characters, or "".

    Kept to show to people; never a path of ours.
    """
    name = re.split(r"[/\\]", text)[-1]
    printable = "".join(character for character in name if character.isprintable())
    # From the end, where the extension is.
    return printable.strip(" .")[-MAX_NAME_LENGTH:]
