"""A small S3 store that checks what moto doesn't: signatures, expiry and checksums.

It fails when told to: `fault` names how.
"""

import base64
import hashlib
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.stores.signatures import Keys, Refused, Signed, check_signature

KEYS = Keys(access_key="callcrm-test", secret_key="voices/+1", region="eu-test-1")
BUCKET = "recordings"
CHECKSUMS = {
    "content-md5": lambda body: hashlib.md5(body).digest(),
    "x-amz-checksum-sha256": lambda body: hashlib.sha256(body).digest(),
    "x-amz-checksum-sha1": lambda body: hashlib.sha1(body).digest(),
    "x-amz-checksum-crc32": lambda body: zlib.crc32(body).to_bytes(4),
}


@dataclass
class StoredObject:
    content: bytes
    modified_at: datetime


@dataclass
class CheckingStore:
    """`fault`: "slow" (never answers), "500", "cut" (hangs up in the middle), "deny",
    "deny GET"."""

    url: str
    buckets: set[str] = field(default_factory=lambda: {BUCKET})
    objects: dict[str, StoredObject] = field(default_factory=dict)
    requests: list[Signed] = field(default_factory=list)
    fault: str = ""
    ahead: timedelta = timedelta()
    page: int = 1000

    @property
    def options(self) -> dict[str, Any]:
        """For STORAGES."""
        return {
            "bucket_name": BUCKET,
            "endpoint_url": self.url,
            "region_name": KEYS.region,
            "access_key": KEYS.access_key,
            "secret_key": KEYS.secret_key,
            "addressing_style": "path",
        }

    @property
    def environment(self) -> dict[str, str]:
        return {
            "RECORDINGS_STORE": "s3",
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT_URL": self.url,
            "S3_REGION": KEYS.region,
            "S3_ACCESS_KEY_ID": KEYS.access_key,
            "S3_SECRET_ACCESS_KEY": KEYS.secret_key,
            "S3_ADDRESSING_STYLE": "path",
        }

    def put(self, key: str, content: bytes, *, days_old: float = 0) -> None:
        self.objects[key] = StoredObject(content, datetime.now(UTC) - timedelta(days=days_old))

    def check_bucket(self, name: str) -> None:
        if name not in self.buckets:
            raise Refused("NoSuchBucket", 404)

    def methods(self) -> list[str]:
        return [request.method for request in self.requests]

    def reset(self) -> None:
        self.objects.clear()
        self.requests.clear()
        self.fault, self.buckets, self.ahead, self.page = "", {BUCKET}, timedelta(), 1000


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    store: ClassVar[CheckingStore]

    def answer(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Signed(self.command, parts.path, parts.query, headers)
        self.store.requests.append(request)
        body = self.rfile.read(int(headers.get("content-length", 0)))
        try:
            self.fail_if_told()
            check_signature(request, KEYS, now=datetime.now(UTC) + self.store.ahead)
            check_payload(headers, body)
            bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
            self.store.check_bucket(bucket)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.serve(key, query, headers, body)
        except Refused as refused:
            self.refuse(refused)

    do_GET = do_HEAD = do_PUT = do_DELETE = answer  # noqa: N815 - the superclass asks for them so

    def fail_if_told(self) -> None:
        fault = self.store.fault
        if fault == "slow":
            time.sleep(0.5)
            raise TimeoutError
        if fault in {"deny", f"deny {self.command}"}:
            raise Refused("AccessDenied")
        if fault == "500":
            raise Refused("InternalError", 500)
        if fault == "cut" and self.command == "PUT":
            self.hang_up()
            raise ConnectionAbortedError

    def serve(self, key: str, query: dict[str, str], headers: dict[str, str], body: bytes) -> None:
        objects = self.store.objects
        if not key:
            self.send(200, listing(self.store, query) if self.command == "GET" else b"")
        elif self.command == "PUT":
            objects[key] = StoredObject(body, datetime.now(UTC))
            self.send(200, b"", ETag=etag_of(body))
        elif self.command == "DELETE":
            objects.pop(key, None)
            self.send(204, b"")
        elif key not in objects:
            raise Refused("NoSuchKey", 404)
        else:
            self.send_object(objects[key], query, headers.get("range", ""))

    def send_object(self, found: StoredObject, query: dict[str, str], asked: str) -> None:
        content, extra = found.content, {}
        if asked:
            first, _, last = asked.removeprefix("bytes=").partition("-")
            begin, end = int(first), min(int(last or len(content)), len(content) - 1)
            extra["Content-Range"] = f"bytes {begin}-{end}/{len(content)}"
            content = content[begin : end + 1]
        for name in ("content-type", "content-disposition"):
            if value := query.get(f"response-{name}"):
                extra[name.title()] = value
        self.send(
            206 if asked else 200,
            content,
            **extra,
            **{
                "Accept-Ranges": "bytes",
                "ETag": etag_of(found.content),
                "Last-Modified": format_datetime(found.modified_at, usegmt=True),
                "x-amz-request-id": "the-stores-own",
                "x-amz-id-2": self.store.url,
            },
        )

    def refuse(self, refused: Refused) -> None:
        told = f"<Error><Code>{refused.code}</Code><Message>{self.store.url}</Message></Error>"
        self.send(refused.status, told.encode(), **{"Content-Type": "application/xml"})

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if self.store.fault == "cut":
            self.wfile.write(body[: len(body) // 2])
            self.hang_up()
        else:
            self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Tests have nothing to read there."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up, or whom we hung up on."""


def check_payload(headers: dict[str, str], body: bytes) -> None:
    told = headers.get("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
    if told.startswith("STREAMING-"):
        raise Refused("NotImplemented", 501)
    if told not in {"UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()}:
        raise Refused("XAmzContentSHA256Mismatch", 400)
    for name, checksum in CHECKSUMS.items():
        if name in headers and headers[name] != base64.b64encode(checksum(body)).decode():
            raise Refused("BadDigest", 400)


def etag_of(content: bytes) -> str:
    return f'"{hashlib.md5(content).hexdigest()}"'


def listing(store: CheckingStore, query: dict[str, str]) -> bytes:
    """ListObjectsV2, a page of it."""
    prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
    entries: dict[str, str] = {}
    for key in sorted(store.objects):
        rest = key.removeprefix(prefix)
        if not key.startswith(prefix) or key <= query.get("continuation-token", ""):
            continue
        if delimiter and delimiter in rest:
            folder = prefix + rest.partition(delimiter)[0] + delimiter
            if folder <= query.get("continuation-token", ""):
                continue
            entries[folder] = f"<CommonPrefixes><Prefix>{escape(folder)}</Prefix></CommonPrefixes>"
        else:
            size = len(store.objects[key].content)
            entries[key] = f"<Contents><Key>{escape(key)}</Key><Size>{size}</Size></Contents>"
    shown = list(entries)[: store.page]
    is_cut = len(entries) > len(shown)
    token = f"<NextContinuationToken>{escape(shown[-1])}</NextContinuationToken>" if is_cut else ""
    body = "".join(entries[name] for name in shown)
    told = f"<IsTruncated>{str(is_cut).lower()}</IsTruncated>{token}{body}"
    return f"<ListBucketResult>{told}</ListBucketResult>".encode()


@contextmanager
def running_store() -> Iterator[CheckingStore]:
    handler = type("StoresHandler", (Handler,), {})
    with Server(("127.0.0.1", 0), handler) as server:
        store = CheckingStore(url=f"http://127.0.0.1:{server.server_port}")
        handler.store = store  # type: ignore[attr-defined]  # made above
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()
