import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on `path`, waiting for whoever has it. A killed holder's is gone."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
