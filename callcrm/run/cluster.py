import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

DATABASE = "callcrm"
ROLE = "callcrm"
SUPERUSER = "postgres"
PORT = 5432  # names the socket's file only: nothing listens on TCP
CONNECT_TIMEOUT_SECONDS = 5

# Not TMPDIR: it differs from login to login, and everybody must find the same socket.
SOCKET_FOLDERS = Path("/tmp")  # noqa: S108 - the folder made in it is ours, 0700 and checked


@dataclass(frozen=True)
class Cluster:
    """Where our own PostgreSQL lives: VAR_DIR/postgres.

    data/      the cluster; its PG_VERSION decides which programs serve it
    password   the roles' passwords, as libpq reads them (0600)
    lock       held while somebody makes, starts or stops the cluster
    """

    folder: Path

    @classmethod
    def under(cls, var_dir: Path) -> "Cluster":
        return cls(folder=var_dir.resolve() / "postgres")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def password_file(self) -> Path:
        return self.folder / "password"

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def socket_folder(self) -> Path:
        """Short, however long VAR_DIR is: a socket's path may have 107 bytes."""
        digest = hashlib.sha256(bytes(self.folder)).hexdigest()[:12]
        return SOCKET_FOLDERS / f"callcrm-{digest}"

    def connect(self, *, role: str = ROLE, database: str = DATABASE) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.socket_folder),
            port=PORT,
            dbname=database,
            user=role,
            passfile=str(self.password_file),
            connect_timeout=CONNECT_TIMEOUT_SECONDS,
            autocommit=True,
        )

    def is_answering(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def process_id(self) -> int | None:
        """The server's process, starting ones included; None if there is none."""
        try:
            pid = (self.data / "postmaster.pid").read_text().partition("\n")[0]
            if not pid.isdigit():  # being written at this moment
                return None
            os.kill(int(pid), 0)
        except (FileNotFoundError, ProcessLookupError):
            return None
        return int(pid)
