"""Upload bodies byte by byte, for what no well-behaved client sends."""

from tests.cast import AUDIO

BOUNDARY = "a-boundary-of-ours"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"
FIELDS = {"phone_number": "+442079460123", "started_at": "2026-11-20T09:30:00Z"}


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"'
    if filename is not None:
        head += f'; filename="{filename}"'
    return b"--%b\r\n%b\r\n\r\n%b\r\n" % (BOUNDARY.encode(), head.encode(), content)


def multipart(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--%b--\r\n" % BOUNDARY.encode()


def audio_part(filename: str | None = "call.m4a", audio: str = "speech.m4a") -> bytes:
    return part("audio", (AUDIO / audio).read_bytes(), filename)


def field_parts(**changes: str) -> bytes:
    return b"".join(part(name, value.encode()) for name, value in {**FIELDS, **changes}.items())
