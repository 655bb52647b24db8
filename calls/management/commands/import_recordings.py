from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from accounts.management.lookups import person_named
from callcrm.api.exceptions import DomainError
from calls.choices import Direction
from calls.services.import_recordings.import_recording import Imported, import_recording
from calls.services.import_recordings.manifest import (
    MANIFEST_NAME,
    InvalidManifest,
    Manifest,
    read_manifest,
)
from calls.services.import_recordings.plan_import import (
    Folder,
    Owner,
    PlannedFile,
    RefusedFile,
    list_folder,
    plan_import,
)
from contacts.services.choose_region import choose_region

HEADINGS = ("FILE", "TOLD BY", "NUMBER", "STARTED", "DIRECTION", "NAME")


class Command(BaseCommand):
    help = (
        "Import a folder of recordings, each as if its person's phone had uploaded it. Number, "
        "start and direction come from manifest.csv, sidecar files and known recorders' file "
        "names. Shows how each is read; imports with --for-real. Safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--user", required=True, help="username of the person who made them")
        parser.add_argument("--region", default="", help="country of national numbers, such as GB")
        parser.add_argument(
            "--direction",
            choices=Direction.values,
            default=Direction.OUTBOUND.value,
            help="of calls that nothing tells it of (%(default)s)",
        )
        parser.add_argument(
            "--manifest", type=Path, help=f"table of the files (DIR/{MANIFEST_NAME} if it is there)"
        )
        parser.add_argument("--for-real", action="store_true", help="import them")

    def handle(
        self,
        *,
        folder: Path,
        user: str,
        region: str,
        direction: str,
        manifest: Path | None,
        for_real: bool,
        **options: object,
    ) -> str:
        refuse_unknown_region(region)
        owner = Owner(agent=person_named(user), region=region, direction=Direction(direction))
        found = folder_at(folder)
        table = manifest_at(manifest, folder=folder)
        for name in sorted(table.names - set(found.audio)) if table else ():
            self.stderr.write(f"{shown(name)} stands in the manifest, but isn't in the folder.")
        plan = plan_import(root=folder, names=found.audio, manifest=table, owner=owner)
        if for_real:
            return self.import_all(plan, found, owner=owner)
        return self.show(list(plan), found, owner=owner)

    def show(
        self, plan: Sequence[PlannedFile | RefusedFile], found: Folder, *, owner: Owner
    ) -> str:
        zone = ZoneInfo(owner.agent.time_zone)
        readable = [each for each in plan if isinstance(each, PlannedFile)]
        for line in aligned([HEADINGS, *(row_of(each, zone=zone) for each in readable)]):
            self.stdout.write(line)
        self.tell_refused([each for each in plan if isinstance(each, RefusedFile)])
        return (
            f"{len(readable)} of {len(plan)} files can be imported for {owner.agent.username}, "
            f"times without an offset by the clock of {zone.key}{ignored(found)}. "
            "Nothing was imported; use --for-real."
        )

    def import_all(
        self, plan: Iterator[PlannedFile | RefusedFile], found: Folder, *, owner: Owner
    ) -> str:
        counts: Counter[Imported] = Counter()
        refused: list[RefusedFile] = []
        try:
            # disable=None: only if stderr is a terminal.
            for each in tqdm(plan, total=len(found.audio), unit="file", disable=None):
                result = (
                    import_recording(planned=each, owner=owner)
                    if isinstance(each, PlannedFile)
                    else each
                )
                if isinstance(result, RefusedFile):
                    refused.append(result)
                else:
                    counts[result] += 1
        except (DomainError, OperationalError) as error:
            why = error.detail if isinstance(error, DomainError) else "The database went away."
            raise CommandError(
                f"Stopped after {counts.total() + len(refused)} of {len(found.audio)} files: {why} "
                "Run the command again; it goes on from there."
            ) from error
        self.tell_refused(refused)
        sentence = summary(counts, refused=len(refused)) + f"{ignored(found)}."
        if refused:
            raise CommandError(sentence)
        return sentence

    def tell_refused(self, refused: Sequence[RefusedFile]) -> None:
        for each in refused:
            self.stderr.write(f"Not imported: {shown(each.name)}: {each.sentence}")


def refuse_unknown_region(region: str) -> None:
    if warnings := choose_region([region]).warnings:
        raise CommandError(warnings[0].message)


def folder_at(path: Path) -> Folder:
    try:
        return list_folder(path)
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}.") from error


def manifest_at(path: Path | None, *, folder: Path) -> Manifest | None:
    if path is None and not (folder / MANIFEST_NAME).is_file():
        return None
    try:
        return read_manifest(path or folder / MANIFEST_NAME)
    except InvalidManifest as error:
        raise CommandError(error.detail) from error


def row_of(planned: PlannedFile, *, zone: ZoneInfo) -> tuple[str, ...]:
    hints, number = planned.hints, planned.number
    return (
        shown(planned.name),
        shown(hints.told_by),
        number.e164 or f"{shown(number.raw)}: {number.kind.label.lower()}, no contact",
        f"{planned.started_at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}",
        planned.direction if hints.direction else f"{planned.direction} (assumed)",
        shown(hints.contact_name or ""),
    )


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def shown(text: str) -> str:
    """What a terminal prints and doesn't obey."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def ignored(found: Folder) -> str:
    return f"; {found.ignored} other files were passed over" if found.ignored else ""


def summary(counts: Counter[Imported], *, refused: int) -> str:
    parts = [
        f"{counts[Imported.NEW]} calls were imported",
        f"{counts[Imported.ALREADY_THERE]} were there already",
    ]
    if private := counts[Imported.PRIVATE]:
        parts.append(f"{private} were with private numbers and kept without number and audio")
    if refused:
        parts.append(f"{refused} files were not imported, see above")
    return ", ".join(parts)
