"""What an import would do with each file of a folder: nothing is written here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from calls.choices import Direction
from calls.services.import_recordings.file_names import read_file_name
from calls.services.import_recordings.hints import Hints
from calls.services.import_recordings.manifest import MANIFEST_NAME, Manifest
from calls.services.import_recordings.sidecars import SIDECAR_ENDINGS, find_sidecar, read_sidecar
from contacts.services.normalize_phone_number import (
    InvalidPhoneNumber,
    NormalizedNumber,
    normalize_phone_number,
)

AUDIO_ENDINGS = frozenset(
    {
        *(".3ga", ".3gp", ".3gpp", ".aac", ".amr", ".awb", ".flac", ".m4a"),
        *(".mp3", ".mp4", ".oga", ".ogg", ".opus", ".wav", ".webm"),
    }
)
YEARS = range(1971, 2100)
MAX_NAME_LENGTH = 300  # of a contact
NO_NUMBER = "nothing says which number it was; name it in a manifest."
NO_TIME = "nothing says when the call began; name it in a manifest."


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose phone the recordings are of, and how what it leaves open is read."""

    agent: User
    region: str = ""
    direction: Direction = Direction.OUTBOUND

    @property
    def regions(self) -> list[str | None]:
        team = self.agent.team
        return [
            self.region or None,
            self.agent.region or None,
            (team.region if team else "") or None,
        ]


@dataclass(frozen=True, kw_only=True)
class PlannedFile:
    """A file with all that it takes to receive it. `name`: its path below the folder."""

    path: Path
    name: str
    hints: Hints
    number: NormalizedNumber
    started_at: datetime
    direction: Direction


@dataclass(frozen=True)
class RefusedFile:
    """`sentence`: why, and what to do."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Folder:
    """`audio`: files by their path below the folder, in order. `ignored`: how many others."""

    audio: tuple[str, ...]
    ignored: int


def list_folder(root: Path) -> Folder:
    """Of all folders below, too, but for hidden ones. Raises OSError if the root can't be read."""
    os.scandir(root).close()
    audio, ignored = [], 0
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in files:
            path = Path(folder, file)
            if path.suffix.casefold() in AUDIO_ENDINGS and not file.startswith("."):
                audio.append(path.relative_to(root).as_posix())
            elif path.suffix not in SIDECAR_ENDINGS and file != MANIFEST_NAME:
                ignored += 1
    return Folder(audio=tuple(sorted(audio)), ignored=ignored)


def plan_import(
    *, root: Path, names: tuple[str, ...], manifest: Manifest | None, owner: Owner
) -> Iterator[PlannedFile | RefusedFile]:
    """One answer for each name, in order."""
    for name in names:
        try:
            refuse_unreadable_name(name)
            hints = hints_of(root, name, manifest=manifest)
            yield planned(root / name, name, hints=hints, owner=owner)
        except (ValueError, InvalidPhoneNumber) as error:
            sentence = error.detail if isinstance(error, InvalidPhoneNumber) else str(error)
            yield RefusedFile(name, sentence)
        except OSError as error:
            yield RefusedFile(name, f"it can't be read: {error.strerror}.")


def refuse_unreadable_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        raise ValueError("its name isn't UTF-8; rename it.") from None


def hints_of(root: Path, name: str, *, manifest: Manifest | None) -> Hints:
    """The manifest, a person's word, goes first; then the sidecar, then the name.

    Raises ValueError with a sentence for what can't be read, unless it isn't needed.
    """
    hints = Hints()
    if manifest:
        if sentence := manifest.refusals.get(name):
            raise ValueError(sentence)
        hints = manifest.hints.get(name, hints)
    for read in (sidecar_hints, file_name_hints):
        try:
            hints = hints.or_else(read(root / name))
        except ValueError:
            if not hints.is_enough:
                raise
    return hints


def sidecar_hints(path: Path) -> Hints:
    sidecar = find_sidecar(path)
    return read_sidecar(sidecar) if sidecar else Hints()


def file_name_hints(path: Path) -> Hints:
    return read_file_name(path.stem) or Hints()


def planned(path: Path, name: str, *, hints: Hints, owner: Owner) -> PlannedFile:
    refuse_unusable_file(path)
    if not hints.told_by:
        raise ValueError("no recorder that we know names its files so; name it in a manifest.")
    if hints.number is None:
        raise ValueError(NO_NUMBER)
    if hints.started_at is None:
        raise ValueError(NO_TIME)
    return PlannedFile(
        path=path,
        name=name,
        hints=hints,
        number=normalize_phone_number(hints.number, regions=owner.regions),
        started_at=aware(hints.started_at, zone=ZoneInfo(owner.agent.time_zone)),
        direction=hints.direction or owner.direction,
    )


def refuse_unusable_file(path: Path) -> None:
    if path.is_symlink():
        raise ValueError("it is a link; import the file itself.")
    size = path.stat().st_size
    if size == 0:
        raise ValueError("it is empty.")
    if size > settings.MAX_UPLOAD_BYTES:
        raise ValueError(
            f"it has {size} bytes; MAX_UPLOAD_BYTES allows {settings.MAX_UPLOAD_BYTES}."
        )


def aware(moment: datetime, *, zone: ZoneInfo) -> datetime:
    """To the millisecond, as uploads are. An hour that came twice is taken as the first.

    Raises ValueError with a sentence.
    """
    if moment.year not in YEARS:
        raise ValueError(f"the call can't have begun in {moment.year}.")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
