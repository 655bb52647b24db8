"""PostgreSQL is restarted under the server: whoever is in the middle is told, or doesn't notice."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from django.conf import settings as django_settings

from callcrm.run.cluster import Cluster
from callcrm.run.postgres import ensure_running, stop
from tests.calls.upload_bodies import CONTENT_TYPE, audio_part, field_parts, multipart
from tests.faults.server import running_server, upload

CALLS = 20
RESTARTS = 2
# More than the parser reads at once: then the audio's beginning is on the disk.
SPOOLED_BYTES = 80_000


@pytest.fixture(scope="module")
def own_cluster(tmp_path_factory):
    """A cluster that nobody else uses, with the tables and a phone."""
    var_dir = tmp_path_factory.mktemp("restarted")
    environment = {**os.environ, "VAR_DIR": str(var_dir), "DATABASE_URL": ""}

    def manage(*command, **options):
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=django_settings.BASE_DIR,
            env=environment,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            **options,
        ).stdout

    ensure_running(var_dir)
    try:
        manage("migrate", "--verbosity=0")
        secret = manage("shell", "--verbosity=0", "-c", ENROLL).strip()
        phone = SimpleNamespace(headers={"authorization": f"Bearer {secret}"})
        yield SimpleNamespace(var_dir=var_dir, phone=phone)
    finally:
        stop(var_dir)


ENROLL = """
from django.core.management import call_command
from accounts.models import User
User.objects.create_user(username="amira", role="agent")
call_command("create_device", user="amira")
"""


@pytest.fixture(scope="module")
def server(own_cluster):
    with running_server(own_cluster.var_dir, workers=2, DATABASE_URL="") as server:
        yield server


def restart(own_cluster):
    assert stop(own_cluster.var_dir)
    assert ensure_running(own_cluster.var_dir)


def rows(own_cluster, query):
    with Cluster.under(own_cluster.var_dir).connect() as connection:
        return connection.execute(query).fetchall()


@pytest.mark.long  # a lease that nobody could give back runs for twenty seconds
def test_uploads_under_way_survive_restarts(own_cluster, server):
    with ThreadPoolExecutor(4) as pool:
        sent = [
            pool.submit(send_until_answered, server, own_cluster.phone, number)
            for number in range(CALLS)
        ]
        for done, future in enumerate(as_completed(sent), start=1):
            future.result()
            if done % (CALLS // (RESTARTS + 1)) == 0 and done < CALLS:
                restart(own_cluster)

    calls = rows(own_cluster, "SELECT count(*), count(DISTINCT number_e164) FROM call_logs")
    contacts = rows(own_cluster, "SELECT count(*), max(call_count) FROM contacts")
    keys = rows(own_cluster, "SELECT storage_key FROM recordings")
    assert (calls, contacts) == ([(CALLS, CALLS)], [(CALLS, 1)])
    kept = {str(path.relative_to(server.var_dir / "recordings")) for path in server.stored_files()}
    assert kept == {key for (key,) in keys}


def send_until_answered(server, phone, number):
    for _ in range(200):
        try:
            answer = upload(
                server,
                phone,
                key=f"k{number}",
                audio=b"#!AMR\n%d" % number,
                phone_number=f"+4420794600{number:02}",
            )
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        if answer.is_success:
            return answer
        assert answer.json()["code"] in ("database_unavailable", "upload_in_flight"), answer.text
        assert int(answer.headers["Retry-After"]) >= 1
        time.sleep(0.1)
    raise AssertionError(f"no answer to upload {number}")


def test_a_restart_while_a_body_comes_in_is_not_noticed(own_cluster, server):
    body = multipart(field_parts(started_at="2026-11-21T09:30:00Z"), audio_part())
    head = (
        "POST /v1/calls/upload HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Authorization: {own_cluster.phone.headers['authorization']}\r\n"
        f"Content-Type: {CONTENT_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with socket.create_connection(server.address, timeout=60) as connection:
        connection.sendall(head + body[:SPOOLED_BYTES])
        wait_until_spooling(server)
        restart(own_cluster)
        connection.sendall(body[SPOOLED_BYTES:])
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 201"), answer


def wait_until_spooling(server):
    """Until a worker has a nameless file open in the spool: it has used the database by then."""
    spool = server.var_dir / "spool"
    for _ in range(600):
        if any(path.is_relative_to(spool) for path in open_files(server)):
            return
        time.sleep(0.05)
    raise AssertionError("no worker began to spool")


def open_files(server):
    for pid in server.workers():
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                yield descriptor.readlink()
