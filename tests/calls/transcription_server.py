"""A transcription server over real HTTP that says what it is told to, and keeps what it was sent.

By hand, to try callcrm's side without a model: `python -m tests.calls.transcription_server 8001`.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATH = "/v1/audio/transcriptions"


@dataclass(frozen=True)
class Asked:
    """One request, taken apart."""

    path: str
    authorization: str | None
    fields: dict[str, str]
    file_name: str
    content_type: str
    audio: bytes


@dataclass
class Reply:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    # As said, where it isn't the body's own.
    content_length: int | None = None
    seconds_before: float = 0.0
    seconds_between_bytes: float = 0.0
    seconds_between_bytes_of_headers: float = 0.0


def spoken(*segments: tuple[float, float, str], language: str = "english", **more: Any) -> Reply:
    """As OpenAI's `verbose_json`."""
    answer = {
        "task": "transcribe",
        "language": language,
        "duration": 11.0,
        "text": " ".join(text for _, _, text in segments),
        "segments": [
            {"id": at, "start": start, "end": end, "text": text, "temperature": 0.0}
            for at, (start, end, text) in enumerate(segments)
        ],
        **more,
    }
    return Reply(json.dumps(answer).encode())


def raw(body: Any, status: int = 200, **headers: str) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply(
        content, status, {name.replace("_", "-"): value for name, value in headers.items()}
    )


class TranscriptionServer(ThreadingHTTPServer):
    """Answers with `replies` in turn, the last one for ever."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.asked: list[Asked] = []
        self.replies: list[Reply] = [spoken((0.0, 2.5, " Hello, this is Ada."))]
        self.before_reply: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class Handler(BaseHTTPRequestHandler):
    server: TranscriptionServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)) or self.chunks()
        self.server.asked.append(taken_apart(self, body))
        self.server.before_reply()
        reply = self.server.next_reply()
        time.sleep(reply.seconds_before)
        with suppress(OSError):  # whoever asked may have gone
            self.answer(reply)
        self.close_connection = True

    def answer(self, reply: Reply) -> None:
        if reply.seconds_between_bytes_of_headers:
            self.drip(b"HTTP/1.1 200 OK\r\nX-Padding: ", reply.seconds_between_bytes_of_headers)
            self.drip(b"x" * 1000, reply.seconds_between_bytes_of_headers)
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json")
        size = len(reply.body) if reply.content_length is None else reply.content_length
        self.send_header("Content-Length", str(size))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.seconds_between_bytes:
            self.drip(reply.body, reply.seconds_between_bytes)
        else:
            self.wfile.write(reply.body)

    def drip(self, content: bytes, seconds: float) -> None:
        for byte in content:
            self.wfile.write(bytes([byte]))
            time.sleep(seconds)

    do_GET = do_POST  # noqa: N815 - the library's name

    def chunks(self) -> bytes:
        if self.headers["Transfer-Encoding"] != "chunked":
            return b""
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        return body

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def taken_apart(handler: Handler, body: bytes) -> Asked:
    head = f"Content-Type: {handler.headers['Content-Type']}\r\n\r\n".encode()
    parts: list[Message] = message_from_bytes(head + body).get_payload()  # type: ignore[assignment]
    fields, audio, file_name, content_type = {}, b"", "", ""
    for part in parts if isinstance(parts, list) else []:
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if name == "file":
            audio, file_name = content, str(part.get_filename())
            content_type = part.get_content_type()
        else:
            fields[name] = content.decode()
    return Asked(
        handler.path, handler.headers["Authorization"], fields, file_name, content_type, audio
    )


@contextmanager
def running(port: int = 0) -> Iterator[TranscriptionServer]:
    server = TranscriptionServer(port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    with running(int(sys.argv[1])) as stand_in:
        sys.stdout.write(f"Hears the same words in everything: {stand_in.url}\n")
        sys.stdout.flush()
        threading.Event().wait()
