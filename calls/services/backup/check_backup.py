from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from calls.services.backup.client_programs import run_program
from calls.services.backup.manifest import (
    DUMP,
    MANIFEST,
    OBJECT_LIST,
    OBJECTS,
    Manifest,
    known_migrations,
    objects_listed,
    sha256_of,
)
from calls.services.backup.refusal import BackupRefused
from calls.services.backup.scratch_database import scratch_database, table_digests_of
from calls.services.backup.table_digests import TableDigest


@dataclass
class CheckedBackup:
    """`faults`: a sentence for each thing that isn't as it was backed up; empty if all is well."""

    folder: Path
    manifest: Manifest
    faults: list[str] = field(default_factory=list)


def check_backup(*, folder: Path) -> CheckedBackup:
    """Restore the newest backup in `folder`, or `folder` itself, beside our database and compare.

    Reads every object once. Raises BackupRefused when there is nothing that could be checked.
    """
    backup = newest_backup(folder)
    manifest = Manifest.read(backup)
    if newer := sorted(set(manifest.migrations) - set(known_migrations())):
        raise BackupRefused(
            f"the backup {backup} was made by a newer callcrm ({newer[0]} isn't known here); "
            "check and restore it with that version or a later one."
        )
    checked = CheckedBackup(folder=backup, manifest=manifest)
    checked.faults += faults_of_dump(backup, manifest)
    checked.faults += faults_of_objects(backup, manifest)
    return checked


def newest_backup(folder: Path) -> Path:
    if (folder / MANIFEST).is_file():
        return folder
    found = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}") if path.is_file())
    whole = [path for path in found if path.suffix != ".part"]
    if not whole:
        raise BackupRefused(
            f"no finished backup is in {folder}; name the folder that `backup --to` was given."
        )
    return whole[-1]


def faults_of_dump(backup: Path, manifest: Manifest) -> Iterator[str]:
    dump = backup / DUMP
    if not dump.is_file():
        yield f"{dump} is missing."
        return
    if sha256_of(dump) != manifest.dump_sha256:
        yield f"{dump} isn't as it was written: its SHA-256 differs."
        return
    with scratch_database() as scratch:
        try:
            run_program(
                "pg_restore",
                "--exit-on-error",
                "--no-owner",
                "--no-privileges",
                str(dump.resolve()),
                database=scratch,
            )
        except BackupRefused as error:
            yield f"{dump} can't be restored: {error}"
            return
        yield from faults_of_tables(manifest.tables, table_digests_of(scratch))


def faults_of_tables(
    expected: dict[str, TableDigest], restored: dict[str, TableDigest]
) -> Iterator[str]:
    for name in sorted(expected.keys() | restored.keys()):
        before, after = expected.get(name), restored.get(name)
        if before is None or after is None:
            yield f"The table {name} is {'missing' if after is None else 'new'} after restoring."
        elif before.rows != after.rows:
            yield f"The table {name} has {after.rows} rows after restoring, not {before.rows}."
        elif before != after:
            yield f"The table {name} has other values after restoring."


def faults_of_objects(backup: Path, manifest: Manifest) -> Iterator[str]:
    listing = backup / OBJECT_LIST
    if not listing.is_file():
        yield f"{listing} is missing."
        return
    if sha256_of(listing) != manifest.object_list_sha256:
        yield f"{listing} isn't as it was written: its SHA-256 differs."
        return
    lacking = set(manifest.lacking)
    objects = backup.parent / OBJECTS
    count = manifest.object_count
    for sha256, key in tqdm(
        objects_listed(backup), total=count, unit="object", desc="Objects", disable=None
    ):
        path = objects / key
        if key in lacking:
            yield f"{path} was lacking when the backup was made."
        elif not path.is_file():
            yield f"{path} is missing."
        elif sha256_of(path) != sha256:
            yield f"{path} isn't as it was stored: its SHA-256 differs."
