import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from tqdm import tqdm

from calls.choices import WITHOUT_OBJECT
from calls.services.backup.client_programs import run_program
from calls.services.backup.copy_objects import CopiedObjects, copy_objects
from calls.services.backup.folder_lock import adding_to
from calls.services.backup.manifest import (
    DUMP,
    OBJECT_LIST,
    OBJECTS,
    Manifest,
    object_line,
    objects_listed,
    sha256_of,
)
from calls.services.backup.refusal import BackupRefused
from calls.services.backup.table_digests import table_digests
from calls.storage import sync_folder

# By bytes, so that a list of a database of another collation has the same order.
RECORDED = """
SELECT sha256, storage_key FROM recordings
WHERE storage_key IS NOT NULL AND NOT status = ANY(%s) ORDER BY storage_key COLLATE "C"
"""
LINES_AT_ONCE = 10_000


@dataclass(frozen=True)
class Backup:
    folder: Path
    manifest: Manifest
    objects: CopiedObjects


def back_up(*, folder: Path, is_rechecked: bool = False) -> Backup:
    """Dump the database into `folder/<time>/` and copy the recordings to `folder/objects/`.

    One snapshot gives the dump, the digests and the list of objects. A backup has its name only
    when it is complete; what lay in `folder` before stays as it was. Raises BackupRefused.
    """
    made_at = timezone.now()
    name = made_at.strftime("%Y-%m-%dT%H-%M-%S-%fZ")
    draft = folder / f"{name}.part"
    try:
        for needed in (folder, folder / OBJECTS):
            needed.mkdir(mode=0o700, parents=True, exist_ok=True)
        with adding_to(folder):
            draft.mkdir(mode=0o700)
            manifest = dump_database(draft, made_at=made_at.isoformat(timespec="seconds"))
            objects = copy_objects(
                folder=folder,
                backup=draft,
                count=manifest.object_count,
                is_rechecked=is_rechecked,
            )
            if objects.erased:
                manifest = without_erased(draft, manifest, objects.erased)
            manifest = replace(manifest, lacking=objects.lacking)
            manifest.write(draft)
            for path in draft.iterdir():
                sync_file(path)
            sync_folder(draft)
            draft.rename(folder / name)
            sync_folder(folder)
    except OSError as error:
        raise BackupRefused(
            f"{error.filename or folder} can't be written ({error.strerror}); "
            "name a folder of yours with room for the database and all recordings."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Backup(folder=folder / name, manifest=manifest, objects=objects)


def sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def dump_database(draft: Path, *, made_at: str) -> Manifest:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        with tqdm(total=3, desc="Database", bar_format="{desc}: {n}/3", disable=None) as progress:
            run_program(
                "pg_dump",
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
                f"--file={draft / DUMP}",
            )
            progress.update()
            tables = table_digests(cursor)
            progress.update()
            count = write_object_list(cursor, draft / OBJECT_LIST)
            progress.update()
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        migrations = [name for (name,) in cursor.fetchall()]
    return Manifest(
        made_at=made_at,
        postgresql=version,
        migrations=migrations,
        tables=tables,
        dump_sha256=sha256_of(draft / DUMP),
        object_list_sha256=sha256_of(draft / OBJECT_LIST),
        object_count=count,
        lacking=[],
    )


def write_object_list(cursor: CursorWrapper, path: Path) -> int:
    cursor.execute(RECORDED, [[status.value for status in WITHOUT_OBJECT]])
    count = 0
    with path.open("w") as file:
        while rows := cursor.fetchmany(LINES_AT_ONCE):
            file.writelines(object_line(sha256, key) for sha256, key in rows)
            count += len(rows)
    return count


def without_erased(draft: Path, manifest: Manifest, erased: list[str]) -> Manifest:
    """What nobody may keep isn't missed when the backup is checked."""
    whole, kept = draft / OBJECT_LIST, draft / f"{OBJECT_LIST}.part"
    gone = set(erased)
    with kept.open("w") as file:
        file.writelines(
            object_line(sha256, key) for sha256, key in objects_listed(draft) if key not in gone
        )
    kept.replace(whole)
    return replace(
        manifest,
        object_list_sha256=sha256_of(whole),
        object_count=manifest.object_count - len(erased),
        erased=erased,
    )
