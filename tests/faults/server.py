"""The web server as it is run, in processes of its own, to be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from django.conf import settings

from tests.cast import AUDIO, Phone
from tests.stores.checking_store import CheckingStore

STARTED_AT = "2026-11-20T09:30:00Z"
NUMBER = "+442079460123"
TIMEOUT_SECONDS = 60


@dataclass
class Server:
    address: tuple[str, int]
    var_dir: Path
    process: subprocess.Popen[bytes]
    store: CheckingStore | None = None
    """Where it keeps recordings, if not in files."""

    @property
    def url(self) -> str:
        return f"http://{self.address[0]}:{self.address[1]}"

    def workers(self) -> list[int]:
        """The processes that gunicorn's master started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def stored_files(self) -> list[Path]:
        return [path for path in (self.var_dir / "recordings").rglob("*") if path.is_file()]

    def stored(self) -> dict[str, bytes]:
        """All that the store holds, by name."""
        if self.store:
            return {key: found.content for key, found in self.store.objects.items()}
        root = self.var_dir / "recordings"
        return {str(path.relative_to(root)): path.read_bytes() for path in self.stored_files()}

    def spooled_files(self) -> list[Path]:
        return [path for path in (self.var_dir / "spool").rglob("*") if path.is_file()]


def database_url(database: dict[str, Any]) -> str:
    """The address of the tests' database, for a process that isn't told that it is tested."""
    options = {name: value for name, value in database["OPTIONS"].items() if value is not None}
    who = quote(database["USER"], safe="")
    if database["PASSWORD"]:
        who += ":" + quote(database["PASSWORD"], safe="")
    where = f"{quote(database['HOST'], safe='')}:{database['PORT'] or 5432}"
    return f"postgres://{who}@{where}/{database['NAME']}?{urlencode(options)}"


@contextmanager
def running_server(
    var_dir: Path,
    *,
    workers: int = 1,
    wsgi_app: str = "callcrm.wsgi",
    is_preloaded: bool = True,
    **environment: str,
) -> Iterator[Server]:
    """Killed workers are started again at once: the application was loaded before they forked."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        command = [sys.executable, "-m", "gunicorn", "--config"]
        command += ["python:callcrm.run.gunicorn_config", "--threads", "8"]
        command += ["--preload"] * is_preloaded
        command += ["--workers", str(workers), "--bind", f"fd://{listener.fileno()}", wsgi_app]
        with (var_dir / "server.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env={**os.environ, "VAR_DIR": str(var_dir), **environment},
                pass_fds=[listener.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        server = Server(listener.getsockname(), var_dir, process)
        try:
            wait_until_it_answers(server)
            yield server
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until_it_answers(server: Server) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{server.url}/healthz", timeout=5).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
        if server.process.poll() is not None:
            break
    raise AssertionError((server.var_dir / "server.log").read_text())


def upload(
    server: Server,
    phone: Phone,
    *,
    key: str,
    audio: str | bytes | None = "speech.amr",
    **fields: str,
) -> httpx.Response:
    """As a phone sends it; raises httpx.TransportError when the server dies over it."""
    form = {"phone_number": NUMBER, "started_at": STARTED_AT, **fields}
    parts: dict[str, Any] = {name: (None, value) for name, value in form.items()}
    if audio is not None:
        content = audio if isinstance(audio, bytes) else (AUDIO / audio).read_bytes()
        parts["audio"] = ("call.amr", content)
    headers = {
        "Authorization": phone.headers["authorization"],
        "Idempotency-Key": key,
        "Connection": "close",
    }
    return httpx.post(
        f"{server.url}/v1/calls/upload", files=parts, headers=headers, timeout=TIMEOUT_SECONDS
    )
