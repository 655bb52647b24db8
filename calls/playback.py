"""How the bytes of a recording are announced: never as anything that a browser would run."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from calls.choices import RecordingStatus
from calls.models import CallLog, Recording

UNKNOWN_TYPE = "application/octet-stream"
EXTENSIONS = {
    "audio/mp4": "m4a",
    "audio/3gpp": "3gp",
    "audio/amr": "amr",
    "audio/amr-wb": "awb",
    "audio/aac": "aac",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "audio/wav": "wav",
    "audio/flac": "flac",
}
# What every browser plays of what phones send; the rest needs a copy.
BROWSER_TYPES = frozenset({"audio/mp4", "audio/mpeg", "audio/wav", "audio/flac"})
COPY_TYPE = "audio/mp4"
# A tag, or a frame of layer III with and without a checksum: MPEG 1, 2 and 2.5.
MP3_BEGINNINGS = (
    b"ID3",
    *(bytes([0xFF, second]) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)),
)
# So many bytes of a file's beginning tell what `sniffed_type` looks for.
HEAD_BYTES = 12
SAFETY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@dataclass(frozen=True)
class Announcement:
    content_type: str
    file_name: str
    is_attachment: bool

    @property
    def disposition(self) -> str:
        kind = "attachment" if self.is_attachment else "inline"
        return f'{kind}; filename="{self.file_name}"'


def announce(
    call: CallLog, recording: Recording, *, zone: ZoneInfo, wants_download: bool
) -> Announcement:
    """Only what was decoded plays; all else is bytes to be saved."""
    is_known = recording.status == RecordingStatus.READY and recording.content_type in EXTENSIONS
    content_type = recording.content_type if is_known else UNKNOWN_TYPE
    return Announcement(
        content_type=content_type,
        file_name=file_name(call, content_type, zone=zone),
        is_attachment=wants_download or not is_known,
    )


def file_name(call: CallLog, content_type: str, *, zone: ZoneInfo) -> str:
    """Tells nobody's name."""
    started = in_zone(call.started_at, zone)
    # The end of an id is random; its beginning is the time again.
    extension = EXTENSIONS.get(content_type, "bin")
    return f"call-{started:%Y-%m-%d-%H%M}-{call.pk.hex[-8:]}.{extension}"


def playable_type(recording: Recording) -> str | None:
    """The type that browsers are given; None: there is nothing for them, or nobody knows yet."""
    return type_for_browsers(
        status=recording.status,
        has_copy=recording.playable_key is not None,
        is_processed=bool(recording.processing_version),
        content_type=recording.content_type,
    )


def type_for_browsers(
    *, status: str, has_copy: bool, is_processed: bool, content_type: str
) -> str | None:
    if status != RecordingStatus.READY:
        return None
    if has_copy:
        return COPY_TYPE
    # Of a copy that browsers needn't have, processing has decided. It didn't always make copies.
    known = EXTENSIONS if is_processed else BROWSER_TYPES
    return content_type if content_type in known else None


def sniffed_type(head: bytes) -> str | None:
    """Of a file that nobody has decoded: the type of audio that its first bytes promise.

    A promise only. Announced as this, with SAFETY_HEADERS, a browser decodes it as audio or not at
    all: it never becomes a page, whatever the rest is.
    """
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[:4] == b"fLaC":
        return "audio/flac"
    if head[4:8] == b"ftyp" and not head[8:10].startswith(b"3g"):
        return "audio/mp4"
    return "audio/mpeg" if head.startswith(MP3_BEGINNINGS) else None


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """As it is, where `zone` has no such moment: a phone's clock may say the year 1 or 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment
