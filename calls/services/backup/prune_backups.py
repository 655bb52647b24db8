import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calls.services.backup.folder_lock import pruning
from calls.services.backup.manifest import (
    MANIFEST,
    OBJECT_LIST,
    OBJECTS,
    Manifest,
    objects_listed,
    sha256_of,
)
from calls.services.backup.refusal import BackupRefused

# Of our making; whatever else lies in the folder was put there by somebody, and stays.
BACKUP_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d{6})?Z")
OBJECT_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")


@dataclass(frozen=True)
class Superfluous:
    """What no backup that is kept needs. `cut_off`: begun and never finished."""

    backups: list[Path]
    cut_off: list[Path]
    objects: list[Path]
    object_bytes: int


def prune_backups(*, folder: Path, keep: int | None, is_for_real: bool) -> Superfluous:
    """Find, and if `is_for_real` delete, backups but the newest `keep` (None: keep all) and the
    objects that no remaining one names. Safe to break off and repeat. Raises BackupRefused.
    """
    try:
        with pruning(folder):
            found = superfluous(folder, keep=keep)
            if is_for_real:
                delete(found)
    except OSError as error:
        raise BackupRefused(
            f"{error.filename or folder} can't be read or deleted ({error.strerror}); what was "
            "kept is whole, and it can be run again."
        ) from error
    return found


def superfluous(folder: Path, *, keep: int | None) -> Superfluous:
    finished = {path.parent for path in folder.glob(f"*/{MANIFEST}")}
    dated = sorted(path for path in finished if BACKUP_NAME.fullmatch(path.name))
    backups = dated[:-keep] if keep is not None else []
    kept = finished.difference(backups)
    if not kept:
        raise BackupRefused(
            f"no finished backup is in {folder}; name the folder that `backup --to` was given."
        )
    needed = {key for backup in sorted(kept) for key in keys_of(backup)}
    objects = [path for key, path in objects_in(folder / OBJECTS) if key not in needed]
    return Superfluous(
        backups=backups,
        cut_off=[
            path for path in folder.glob("*.part") if BACKUP_NAME.fullmatch(path.stem) is not None
        ],
        objects=objects,
        object_bytes=sum(path.stat().st_size for path in objects),
    )


def keys_of(backup: Path) -> Iterator[str]:
    listing = backup / OBJECT_LIST
    if sha256_of(listing) != Manifest.read(backup).object_list_sha256:
        raise BackupRefused(
            f"{listing} isn't as it was written, so nobody knows what that backup needs; fetch "
            "it from your other copy, or delete that backup."
        )
    for _, key in objects_listed(backup):
        yield key


def objects_in(objects: Path) -> Iterator[tuple[str, Path]]:
    for path in objects.glob("??/*"):
        key = path.relative_to(objects).as_posix()
        if OBJECT_NAME.fullmatch(key) and path.is_file():
            yield key, path


def delete(found: Superfluous) -> None:
    for backup in found.backups:
        # First, so that half a backup never looks like one.
        (backup / MANIFEST).unlink()
    for folder in (*found.backups, *found.cut_off):
        shutil.rmtree(folder)
    for path in found.objects:
        path.unlink()
