"""Bodies that end too soon, and headers without a length, over a real socket."""

import json
import socket

import pytest

from calls.models import CallLog, Upload
from tests.calls.upload_bodies import CONTENT_TYPE, audio_part, field_parts, multipart

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crashing server")]

BODY = multipart(audio_part(), field_parts(note="x" * 1000))


def open_request(server, phone, *headers):
    connection = socket.create_connection(server.address, timeout=30)
    lines = [
        "POST /v1/calls/upload HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: {phone.headers['authorization']}",
        f"Content-Type: {CONTENT_TYPE}",
        "Connection: close",
        *headers,
    ]
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def answer_of(connection):
    received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)["code"]


@pytest.mark.parametrize(
    "sent_bytes",
    [
        pytest.param(50_000, id="in the audio"),
        pytest.param(len(BODY) - 500, id="in a field after the audio"),
    ],
)
def test_a_client_that_ends_early_is_told_so(server, phone, sent_bytes):
    with open_request(server, phone, f"Content-Length: {len(BODY)}") as connection:
        connection.sendall(BODY[:sent_bytes])
        connection.shutdown(socket.SHUT_WR)

        answer = answer_of(connection)

    assert answer == (400, "incomplete_body")
    assert (Upload.objects.count(), CallLog.objects.count()) == (0, 0)
    assert server.stored_files() == server.spooled_files() == []


def test_a_client_that_vanishes_leaves_nothing(server, phone):
    connection = open_request(server, phone, f"Content-Length: {len(BODY)}")
    connection.sendall(BODY[:50_000])
    connection.close()

    # The next upload is answered by the same process: it has survived.
    with open_request(server, phone, f"Content-Length: {len(BODY)}") as whole:
        whole.sendall(BODY)
        received = b"".join(iter(lambda: whole.recv(65536), b""))

    assert received.startswith(b"HTTP/1.1 201")
    assert Upload.objects.count() == 1
    assert server.spooled_files() == []


def test_a_body_is_refused_before_any_of_it_came(server, phone):
    for header, expected in (
        ("Transfer-Encoding: chunked", (411, "length_required")),
        (f"Content-Length: {10**9}", (413, "upload_too_large")),
        (f"Content-Length: {10**30}", (411, "length_required")),
    ):
        with open_request(server, phone, header) as connection:
            assert answer_of(connection) == expected
