"""Who runs PostgreSQL: it refuses to run as root, so root hands it to another user."""

import os
import pwd
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from callcrm.run.refusal import CannotRun

# All that the server gets of our environment: it holds secrets, and PG* variables would mislead.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class ServerUser:
    uid: int
    gid: int
    name: str

    @property
    def is_another(self) -> bool:
        return self.uid != os.geteuid()

    def run(
        self, *command: str | Path, pass_fds: Collection[int] = (), timeout_seconds: float = 60
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",  # ours may be one that this user can't enter
            pass_fds=pass_fds,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_seconds,
            check=False,
            user=self.uid if self.is_another else None,
            group=self.gid if self.is_another else None,
            extra_groups=[] if self.is_another else None,
        )

    def can_enter(self, folder: Path) -> bool:
        return self.run("test", "-x", folder).returncode == 0

    def own(self, path: Path) -> None:
        if self.is_another:
            os.chown(path, self.uid, self.gid)


def server_user(data: Path) -> ServerUser:
    """Whoever owns the data folder; for a new one ourselves, or for root `postgres`, `nobody`."""
    if data.exists():
        owner = data.stat().st_uid
        if os.geteuid() not in (0, owner):
            raise CannotRun(
                f"the database in {data} belongs to the user {_name(owner)}; "
                "run as that user (or as root), or set VAR_DIR to a folder of your own."
            )
        return _entry(owner)
    if os.geteuid() != 0:
        return _entry(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return _entry(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise CannotRun(
        "PostgreSQL can't run as root, and there is no user postgres or nobody to run it; "
        "run callcrm as an ordinary user, or set DATABASE_URL."
    )


def _entry(uid: int) -> ServerUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:  # a container's user without a line in /etc/passwd
        return ServerUser(uid=uid, gid=os.getegid(), name=str(uid))
    return ServerUser(uid=uid, gid=entry.pw_gid, name=entry.pw_name)


def _name(uid: int) -> str:
    return _entry(uid).name
