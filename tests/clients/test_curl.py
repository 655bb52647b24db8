"""A program that we didn't write, against the server as it is run."""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from calls.models import CallLog
from contacts.models import Contact
from tests.cast import AUDIO, Phone
from tests.faults.server import Server, database_url, running_server

pytestmark = pytest.mark.django_db(transaction=True)

QUICKSTART = settings.BASE_DIR / "docs" / "mobile-quickstart.md"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    database = database_url(connection.settings_dict)
    with running_server(tmp_path, DATABASE_URL=database) as running:
        yield running


def curl(server: Server, *arguments: str, token: str = "") -> tuple[int, dict[str, str], Any]:
    """Status, headers and JSON of an answer."""
    command = ["curl", "--silent", "--show-error", "--include", "--max-time", "60"]
    if token:
        command += ["--header", f"Authorization: {token}"]
    done = subprocess.run(
        [*command, *arguments, f"{server.url}/v1/calls/upload"], capture_output=True, check=True
    )
    return parsed(done.stdout)


def parsed(answer: bytes) -> tuple[int, dict[str, str], Any]:
    head, _, body = answer.partition(b"\r\n\r\n")
    if head.startswith(b"HTTP/1.1 100"):
        head, _, body = body.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(status.split()[1]), headers, json.loads(body)


def form(audio: str = "speech.m4a") -> list[str]:
    fields = {
        "phone_number": "+442079460123",
        "started_at": "2026-11-20T09:30:00Z",
        "audio": f"@{AUDIO / audio}",
    }
    return [part for name, value in fields.items() for part in ("--form", f"{name}={value}")]


def test_curl_uploads_a_call_once_however_often_it_sends_it(server, phone: Phone):
    token = phone.headers["authorization"]
    arguments = ["--header", "Idempotency-Key: one", *form()]
    first_status, _, first = curl(server, *arguments, token=token)
    second_status, _, second = curl(server, *arguments, token=token)

    assert (first_status, second_status) == (201, 200)
    assert first["id"] == second["id"]
    assert first["contact_created"] is True
    audio = (AUDIO / "speech.m4a").read_bytes()
    assert second["recording"]["sha256"] == hashlib.sha256(audio).hexdigest()
    assert [path.read_bytes() for path in server.stored_files()] == [audio]
    assert (CallLog.objects.count(), Contact.objects.count()) == (1, 1)


def test_curl_without_a_token_is_told_how_to_send_one(server):
    status, headers, problem = curl(server, *form())

    assert (status, problem["code"]) == (401, "not_authenticated")
    assert headers["www-authenticate"].startswith("bearer")
    assert headers["content-type"] == "application/problem+json"


def test_a_chunked_body_is_refused_for_its_missing_length(server, phone: Phone):
    status, _, problem = curl(
        server,
        *("--header", "Transfer-Encoding: chunked", *form()),
        token=phone.headers["authorization"],
    )

    assert (status, problem["code"], problem["retryable"]) == (411, "length_required", False)
    assert CallLog.objects.count() == 0


def test_another_method_is_refused_in_the_same_format(server, phone: Phone):
    status, headers, problem = curl(
        server, "--request", "GET", token=phone.headers["authorization"]
    )

    assert (status, problem["code"]) == (405, "method_not_allowed")
    assert "post" in headers["allow"]


def test_the_example_of_the_quickstart_works_as_it_stands(server, phone: Phone):
    example = re.search(r"runs this. -->\n```sh\n(.*?)```", QUICKSTART.read_text(), re.DOTALL)
    command = example[1].replace("http://127.0.0.1:8000", server.url)
    done = subprocess.run(
        ["bash", "-eu", "-c", command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "TOKEN": phone.headers["authorization"].removeprefix("Bearer ")},
        capture_output=True,
        check=True,
    )

    call = json.loads(done.stdout)
    assert call["started_at"] == "2025-11-20T09:30:00Z"
    assert call["contact"]["phone_number"] == "+442079460123"
    assert call["warnings"] == []
