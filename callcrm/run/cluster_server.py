"""The cluster's server process: made by initdb, started and stopped by pg_ctl."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from callcrm.run.cluster import PORT, ROLE, SUPERUSER, Cluster
from callcrm.run.postgres_binaries import Installation
from callcrm.run.refusal import CannotRun
from callcrm.run.server_user import ServerUser

# Recovery after a power cut takes a while, and so does initdb on a slow disk.
TIMEOUT_SECONDS = 180
START_ATTEMPTS = 3
ORPHAN_TIMEOUT_SECONDS = 20
FIRST_WITH_BUILTIN_LOCALE = 17

# For a small machine that does other things too. fsync stays on: what was acknowledged is kept.
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "512MB",  # taken as it is used
    # A checkpoint in the middle of an import writes every page of its indexes once more.
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "jit": "off",  # costs more than it gives when queries take milliseconds
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Failing statements and a constraint's DETAIL hold numbers and names: not for the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    # A week of logs in data/log: each day's file is overwritten a week later.
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
}


@dataclass(frozen=True)
class ClusterServer:
    """Call its methods with the cluster's lock held."""

    cluster: Cluster
    user: ServerUser
    programs: Installation

    def initialize(self) -> None:
        """Make the cluster aside and move it into place whole: a killed initdb leaves no half."""
        draft = self.cluster.data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.user.own(draft)
        passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, ROLE)}
        write_private(
            self.cluster.password_file,
            "".join(f"*:*:*:{role}:{password}\n" for role, password in passwords.items()),
        )
        superuser_password = self.cluster.socket_folder / "superuser-password"
        write_private(superuser_password, passwords[SUPERUSER])
        self.user.own(superuser_password)
        made = self._run(
            "initdb",
            draft,
            *_locale(self.programs.major),
            "--encoding=UTF8",
            "--auth=scram-sha-256",
            f"--username={SUPERUSER}",
            f"--pwfile={superuser_password}",
            "--data-checksums",
        )
        superuser_password.unlink()
        if made.returncode != 0:
            raise CannotRun(f"PostgreSQL's initdb failed: {made.stderr.strip()}")
        draft.rename(self.cluster.data)

    def is_running(self) -> bool:
        return self._pg_ctl("status").returncode == 0

    def start(self) -> None:
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in SETTINGS.items())
        for attempt in range(1, START_ATTEMPTS + 1):
            started = self._pg_ctl(
                "start",
                "--wait",
                f"--timeout={TIMEOUT_SECONDS}",
                "--log=DATA/startup.log",
                f"--options={options} -c unix_socket_directories={self.cluster.socket_folder}",
            )
            if started.returncode == 0 or self.is_running():
                return
            time.sleep(attempt)  # a killed server's children hold its memory for a moment
        reason = _last_line(self.cluster.data / "startup.log") or started.stderr.strip()
        raise CannotRun(
            f"PostgreSQL didn't start ({reason}); its logs are in {self.cluster.data}/log."
        )

    def stop(self) -> None:
        stopped = self._pg_ctl("stop", "--mode=fast", "--wait", f"--timeout={TIMEOUT_SECONDS}")
        if stopped.returncode != 0 and self.is_running():
            raise CannotRun(
                f"PostgreSQL in {self.cluster.data} didn't stop: {stopped.stderr.strip()}"
            )

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", self.cluster.data, *arguments)

    def _run(self, program: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program on the data folder; DATA in an argument stands for the folder.

        The server's user may be unable to walk to it (a checkout in /root). A descriptor that root
        opened leads there all the same, and every process of the server inherits it.
        """
        is_reachable = not self.user.is_another or self.user.can_enter(data)
        descriptor = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
        path = str(data) if is_reachable else f"/proc/self/fd/{descriptor}"
        try:
            return self.user.run(
                self.programs.bin / program,
                f"--pgdata={path}",
                *(argument.replace("DATA", path) for argument in arguments),
                pass_fds=() if is_reachable else (descriptor,),
                timeout_seconds=TIMEOUT_SECONDS + 30,
            )
        finally:
            os.close(descriptor)


def make_socket_folder(cluster: Cluster, user: ServerUser) -> None:
    folder = cluster.socket_folder
    try:
        folder.mkdir(mode=0o700)
        user.own(folder)
    except FileExistsError:
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid not in (0, user.uid):
            raise CannotRun(
                f"{folder}, where PostgreSQL's socket belongs, is somebody else's; remove it."
            ) from None
        user.own(folder)
        folder.chmod(0o700)


def stop_orphan(cluster: Cluster) -> None:
    """End the server of a VAR_DIR that was deleted under it: it holds the socket that we need."""
    try:
        lines = (cluster.socket_folder / f".s.PGSQL.{PORT}.lock").read_text().splitlines()
        pid = int(lines[0])
        os.kill(pid, signal.SIGQUIT)
        for _ in range(ORPHAN_TIMEOUT_SECONDS * 10):
            time.sleep(0.1)
            os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError):
        return
    raise CannotRun(f"PostgreSQL (process {pid}) still runs for a deleted {cluster.data}; end it.")


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else may ever read, not even while it is being written."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _locale(major: int) -> list[str]:
    """Unicode by code point on every machine: indexes must not depend on the host's locales."""
    if major >= FIRST_WITH_BUILTIN_LOCALE:
        return ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _last_line(path: Path) -> str:
    if not path.exists():
        return ""
    return path.read_text(errors="replace").strip().rpartition("\n")[2]
