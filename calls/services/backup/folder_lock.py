import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from calls.services.backup.refusal import BackupRefused


@contextmanager
def adding_to(folder: Path) -> Iterator[None]:
    """Many may add at once, nobody while somebody prunes. Raises BackupRefused, doesn't wait."""
    with locked(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def pruning(folder: Path) -> Iterator[None]:
    """Alone: what a backup under way has found in place must not vanish. Raises BackupRefused."""
    with locked(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def locked(folder: Path, kind: int) -> Iterator[None]:
    """On the folder itself: nothing else lies in it. A killed holder's lock is gone."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BackupRefused(
            f"backup or prune_backups is at work in {folder}; try again when it has ended."
        ) from error
    except OSError as error:
        # Some network disks know no locks: a backup matters more, but nothing is deleted.
        if kind == fcntl.LOCK_EX:
            raise BackupRefused(
                f"{folder} can't be locked ({error.strerror}); prune it on the machine that has "
                "the disk."
            ) from error
    try:
        yield
    finally:
        os.close(descriptor)
