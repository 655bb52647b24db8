"""What a log line may hold: paths and ids, but no number that somebody searched for."""

import logging
from io import StringIO

import pytest


@pytest.mark.parametrize(
    ("line", "logged"),
    [
        ("GET /v1/calls?search=%2B442079460123 HTTP/1.1", '"GET /v1/calls HTTP/1.1" 200 2'),
        ("GET /v1/calls?a=1?b=2 HTTP/1.1", '"GET /v1/calls HTTP/1.1" 200 2'),
        ("GET /healthz HTTP/1.1", '"GET /healthz HTTP/1.1" 200 2'),
        # What a broken client sends has no end.
        ("GET /v1/calls?search=1", '"GET /v1/calls" 200 2'),
    ],
)
def test_the_line_of_runserver_has_no_query_string(monkeypatch, line, logged):
    server = logging.getLogger("django.server")
    written = StringIO()
    monkeypatch.setattr(server.handlers[0], "stream", written)

    server.info('"%s" %s %s', line, "200", "2")

    assert written.getvalue().endswith(f"{logged}\n")
