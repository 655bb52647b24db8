import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from calls.models import Recording
from calls.services.backup.manifest import OBJECTS, chunks_of, objects_listed, sha256_of
from calls.services.backup.refusal import BackupRefused
from calls.services.open_recording import RecordingLost, RecordingOutOfReach, open_recording
from calls.services.recordings_with_bytes import recordings_with_bytes
from calls.storage import make_durable_folder, sync_folder

BATCH = 500
# In the backup's own folder: two backups at once don't write into each other's.
PART = "object.part"


@dataclass
class CopiedObjects:
    copied: int = 0
    present: int = 0
    # Storage keys of what the store doesn't have, or not with the hash that it was stored with.
    lacking: list[str] = field(default_factory=list)
    # Storage keys of what was erased since the list was made.
    erased: list[str] = field(default_factory=list)


def copy_objects(*, folder: Path, backup: Path, count: int, is_rechecked: bool) -> CopiedObjects:
    """Copy what the backup's list names and `folder` doesn't have yet.

    An object gets its name only when its hash was right, so one that lies there with its size was
    whole when it came; `is_rechecked` hashes it again. Safe to repeat. Raises BackupRefused when
    the store isn't answering.
    """
    done = CopiedObjects()
    with tqdm(total=count, unit="object", desc="Objects", disable=None) as progress:
        listed = objects_listed(backup)
        while batch := {key: sha256 for sha256, key in islice(listed, BATCH)}:
            found = {
                recording.storage_key: recording
                for recording in recordings_with_bytes().filter(storage_key__in=batch)
            }
            for key, sha256 in batch.items():
                progress.update()
                target = folder / OBJECTS / key
                recording = found.get(key)
                if recording is None:
                    done.erased.append(key)
                elif is_present(target, recording, is_rechecked=is_rechecked):
                    done.present += 1
                elif copied(recording, target, sha256, part=backup / PART):
                    done.copied += 1
                elif recordings_with_bytes().filter(storage_key=key).exists():
                    done.lacking.append(key)
                else:  # while it was copied
                    done.erased.append(key)
    (backup / PART).unlink(missing_ok=True)
    return done


def is_present(target: Path, recording: Recording, *, is_rechecked: bool) -> bool:
    if not target.is_file() or target.stat().st_size != recording.size_bytes:
        return False
    return not is_rechecked or sha256_of(target) == recording.sha256


def copied(recording: Recording, target: Path, sha256: str, *, part: Path) -> bool:
    make_durable_folder(target.parent)
    try:
        digest = write_hashing(part, bytes_of(recording))
        if digest != sha256:
            return False
    except RecordingLost:
        return False
    os.replace(part, target)  # noqa: PTH105 - one word for what happens
    sync_folder(target.parent)
    return True


def bytes_of(recording: Recording) -> Iterator[bytes]:
    try:
        with open_recording(recording=recording) as file:
            yield from chunks_of(file)
    except RecordingOutOfReach as error:
        # What a listener may not know: which store it is, and what it says.
        raise BackupRefused(f"the store can't be read: {error.__cause__}") from error
    except OSError as error:
        raise BackupRefused(f"the store broke off: {error}") from error


def write_hashing(part: Path, chunks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    with part.open("wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()
