"""Reading an upload's body: the audio to disk, the fields to memory, and nothing in silence.

Django's own multipart parser answers a truncated body as if it were whole, drops parts whose
headers it can't read and file parts with an empty name. Its machinery for finding boundaries is
sound and used here; what to make of the parts is ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.http.multipartparser import ChunkIter, InterBoundaryIter, LazyStream
from django.http.request import UnreadablePostError
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, DataAndFiles

from callcrm.api.exceptions import DomainError
from calls.spooling import spool_audio

if TYPE_CHECKING:
    Files: TypeAlias = MultiValueDict[str, UploadedFile[bytes]]

AUDIO_FIELD = "audio"
MAX_BOUNDARY_LENGTH = 200
# A file name may have 10,000 characters, and each of them 12 bytes when it is encoded.
MAX_HEAD_BYTES = 128 * 1024
PLAIN_ENCODINGS = {"", "binary", "7bit", "8bit"}


class IncompleteBody(DomainError):
    """The connection ended before the body did."""

    code = "incomplete_body"


class UploadTooLarge(DomainError):
    code = "upload_too_large"


class CountedStream:
    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.bytes_read = 0

    def read(self, size: int | None = None, /) -> bytes:
        chunk = self.stream.read(-1 if size is None else size)
        self.bytes_read += len(chunk)
        return chunk


@dataclass(frozen=True)
class Part:
    name: str
    filename: str | None
    content: LazyStream


class UploadParser(BaseParser):
    """multipart/form-data whose part `audio` is a `calls.spooling.SpooledAudio` in `files`.

    Other files, and a second `audio`, are read over; an empty file in their place tells of them.
    Raises `IncompleteBody`, `UploadTooLarge`, DRF's `ParseError` and what `spool_audio` raises.
    """

    media_type = "multipart/form-data"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        expected_bytes = int((parser_context or {})["request"].META["CONTENT_LENGTH"])
        body = CountedStream(stream)
        fields = QueryDict(mutable=True)
        files: Files = MultiValueDict()
        try:
            is_closed = read_body(body, boundary_of(media_type or ""), fields, files)
            refuse_incomplete(body, expected_bytes, is_closed=is_closed)
        except BaseException:
            for name in files:
                for file in files.getlist(name):
                    file.close()
            raise
        return DataAndFiles(fields, files)


def refuse_incomplete(body: CountedStream, expected_bytes: int, *, is_closed: bool) -> None:
    if body.bytes_read != expected_bytes:
        raise IncompleteBody(
            f"Only {body.bytes_read} of {expected_bytes} bytes arrived. Nothing was kept; send it "
            "again."
        )
    if not is_closed:
        raise IncompleteBody(
            "The body has no closing boundary. Nothing was kept; send it again, whole."
        )


def boundary_of(media_type: str) -> bytes:
    _, parameters = parse_header_parameters(media_type)
    boundary = str(parameters.get("boundary", ""))
    if not (
        boundary.isascii() and boundary.isprintable() and 0 < len(boundary) <= MAX_BOUNDARY_LENGTH
    ):
        raise ParseError("The Content-Type names no usable multipart boundary.")
    return boundary.encode()


def read_body(
    body: CountedStream,
    boundary: bytes,
    fields: QueryDict,
    files: "Files",
) -> bool:
    """Fill `fields` and `files`; True if the closing boundary was there.

    The whole body is read even if a part is malformed: only then is it known whether it was cut.
    """
    chunks = ChunkIter(body)  # type: ignore[arg-type]  # it reads and does nothing else
    malformed: ParseError | None = None
    is_closed = False
    try:
        pieces = InterBoundaryIter(LazyStream(chunks), b"--" + boundary)
        for preamble in pieces:
            exhaust(preamble)  # what stands before the first boundary means nothing
            break
        budget = FieldBudget(
            remaining_bytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            remaining_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        )
        for piece in pieces:
            if is_closed := is_closing(piece):
                break
            try:
                read_part(piece, fields, files, budget)
            except ParseError as error:
                malformed = malformed or error
            exhaust(piece)
        exhaust(chunks)
    except UnreadablePostError:
        return False
    if malformed and is_closed:
        raise malformed
    return is_closed


def exhaust(chunks: Iterator[bytes]) -> None:
    for _ in chunks:
        pass


def is_closing(piece: LazyStream) -> bool:
    mark = piece.read(2)
    piece.unget(mark)
    return mark == b"--"


@dataclass
class FieldBudget:
    """What the fields beside the audio may still use of memory, by Django's own limits."""

    remaining_bytes: int
    remaining_fields: int

    def spend(self, size_bytes: int) -> None:
        self.remaining_fields -= 1
        self.remaining_bytes -= size_bytes
        if self.remaining_fields < 0:
            raise TooManyFieldsSent
        if self.remaining_bytes < 0:
            raise RequestDataTooBig


def read_part(
    piece: LazyStream,
    fields: QueryDict,
    files: "Files",
    budget: FieldBudget,
) -> None:
    part = read_head(piece)
    if part.name == AUDIO_FIELD and AUDIO_FIELD not in files:
        audio = spool_audio(within_limit(part.content), filename=part.filename or "")
        files.appendlist(AUDIO_FIELD, audio)
    elif part.name == AUDIO_FIELD or part.filename is not None:
        budget.spend(len(part.name))
        files.appendlist(part.name, UploadedFile(BytesIO(), name="ignored", size=0))
    else:
        value = part.content.read(budget.remaining_bytes + 1)
        budget.spend(len(part.name) + len(value))
        fields.appendlist(part.name, value.decode(errors="replace"))


def within_limit(chunks: LazyStream) -> Iterator[bytes]:
    size_bytes = 0
    for chunk in chunks:
        size_bytes += len(chunk)
        if size_bytes > settings.MAX_UPLOAD_BYTES:
            raise UploadTooLarge(
                f"The audio has more than {settings.MAX_UPLOAD_BYTES} bytes, which is the limit."
            )
        yield chunk


def read_head(piece: LazyStream) -> Part:
    head = parsed_head(head_of(piece))
    disposition = head.get("content-disposition", {})
    if not disposition.get("name"):
        raise ParseError(
            'Each part needs a line such as: Content-Disposition: form-data; name="started_at".'
        )
    encoding = head.get("content-transfer-encoding", {}).get("", "")
    if encoding.lower() not in PLAIN_ENCODINGS:
        raise ParseError(f"Send {disposition['name']} as it is, not encoded as {encoding}.")
    return Part(disposition["name"], disposition.get("filename"), piece)


def head_of(piece: LazyStream) -> bytes:
    size = 1024
    while size <= MAX_HEAD_BYTES:
        chunk: bytes = piece.read(size)
        head, separator, rest = chunk.partition(b"\r\n\r\n")
        if separator:
            piece.unget(rest)
            return head
        piece.unget(chunk)
        if len(chunk) < size:
            raise ParseError("A part of the body has no empty line after its headers.")
        size *= 2
    raise ParseError("A part's headers are too long.")


def parsed_head(head: bytes) -> dict[str, dict[str, str]]:
    """By header name its parameters; "" is what stands before them."""
    parsed = {}
    for line in head.decode(errors="replace").split("\r\n"):
        name, _, value = line.partition(":")
        try:
            main, parameters = parse_header_parameters(value.strip())
        except ValueError:  # a file name that says an encoding which isn't there
            main, parameters = parse_header_parameters(value.partition("filename*")[0].strip("; "))
        parsed[name.strip().lower()] = {**parameters, "": main}
    return parsed
