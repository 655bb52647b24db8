import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.core.files.base import File
from django.db.migrations.loader import MigrationLoader

from calls.services.backup.refusal import BackupRefused
from calls.services.backup.table_digests import TableDigest

FORMAT = 1
CHUNK_BYTES = 1024 * 1024
MANIFEST = "manifest.json"
DUMP = "database.dump"
# As `sha256sum --check` reads it, from the folder that all backups share.
OBJECT_LIST = "objects.sha256"
OBJECTS = "objects"


@dataclass(frozen=True)
class Manifest:
    """What a backup consists of. Written last: a backup without one is none."""

    made_at: str
    postgresql: str
    migrations: list[str]
    tables: dict[str, TableDigest]
    dump_sha256: str
    object_list_sha256: str
    object_count: int
    # Objects that the database names and the store didn't give: the backup is made without them.
    lacking: list[str]
    # Objects of the list that were erased before they were copied, and taken out of it again.
    erased: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=2, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises BackupRefused for what isn't one of ours."""
        try:
            told = json.loads((folder / MANIFEST).read_text())
            if told.pop("format") != FORMAT:
                raise BackupRefused(
                    f"{folder / MANIFEST} was written by a newer callcrm; check it with that one."
                )
            tables = {name: TableDigest(**digest) for name, digest in told.pop("tables").items()}
            return cls(tables=tables, **told)
        except OSError as error:
            raise BackupRefused(f"{folder / MANIFEST} can't be read ({error.strerror}).") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupRefused(f"{folder / MANIFEST} is damaged ({error}).") from error


def known_migrations() -> list[str]:
    """Those of the code here, as "app.name"."""
    loader = MigrationLoader(None)
    return sorted(f"{app}.{name}" for app, name in loader.disk_migrations)


def object_line(sha256: str, key: str) -> str:
    return f"{sha256}  {OBJECTS}/{key}\n"


def objects_listed(folder: Path) -> Iterator[tuple[str, str]]:
    """SHA-256 and storage key of each object, in the key's order."""
    with (folder / OBJECT_LIST).open() as lines:
        for line in lines:
            sha256, _, path = line.rstrip("\n").partition("  ")
            yield sha256, path.removeprefix(f"{OBJECTS}/")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def chunks_of(file: "File[bytes]") -> Iterator[bytes]:
    yield from file.chunks(CHUNK_BYTES)
