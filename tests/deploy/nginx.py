"""nginx as it is deployed, before a web server of our own, in a folder of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from string import Template

import httpx
from django.conf import settings

NGINX = settings.BASE_DIR / "deploy/nginx"
TIMEOUT_SECONDS = 10

# What Debian's and the image's own nginx.conf say around ours.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
{user}
error_log {folder}/start.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    fastcgi_temp_path {folder}/spool/fastcgi;
    uwsgi_temp_path {folder}/spool/uwsgi;
    scgi_temp_path {folder}/spool/scgi;
    include callcrm.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def access_log(self, *, having: str) -> str:
        """Waits for it: nginx writes its line when the answer is gone."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while having not in (text := (self.folder / "logs/access.log").read_text()):
            assert time.monotonic() < deadline, text
            time.sleep(0.05)
        return text

    def error_log(self) -> str:
        return (self.folder / "logs/error.log").read_text()

    def raw(self, request: bytes) -> HTTPResponse:
        """The answer to what is sent as it is."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT_SECONDS) as link:
            link.sendall(request)
            answer = HTTPResponse(link)
            answer.begin()
            return answer


def configure(folder: Path, *, web: str, port: int, **changes: str) -> None:
    """The files as an engineer puts them into /etc/nginx; `changes`: text of ours by other text."""
    for name in ("callcrm", "logs", "spool"):
        (folder / name).mkdir()
    for path in NGINX.glob("*.conf"):
        shutil.copy(path, folder / "callcrm")
    (folder / "callcrm/listen.conf").write_text(f"listen 127.0.0.1:{port};\n")
    values = {
        "CALLCRM_WEB": web,
        "CALLCRM_HOST": "localhost",
        "CALLCRM_SPOOL": str(folder / "spool"),
        "CALLCRM_LOGS": str(folder / "logs"),
    }
    text = (NGINX / "callcrm.conf.template").read_text()
    # As envsubst does it: nginx's own $variables aren't ours to replace.
    conf = Template(text).safe_substitute(values)
    for before, after in changes.items():
        assert before in conf
        conf = conf.replace(before, after)
    (folder / "callcrm.conf").write_text(conf)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))


@contextmanager
def running_nginx(folder: Path, *, web: str, **changes: str) -> Iterator[Proxy]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    configure(folder, web=web, port=port, **changes)
    proxy = Proxy(folder, port)
    process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-e", folder / "start.log"])
    try:
        wait_until_it_answers(proxy)
        yield proxy
    finally:
        process.terminate()
        process.wait()


def wait_until_it_answers(proxy: Proxy) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{proxy.url}/metrics")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((proxy.folder / "start.log").read_text())
