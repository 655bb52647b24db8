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
    """Only what was decoded plays; all else is bytes to be saved. The name tells nobody's name."""
    is_known = recording.status == RecordingStatus.READY and recording.content_type in EXTENSIONS
    content_type = recording.content_type if is_known else UNKNOWN_TYPE
    started = in_zone(call.started_at, zone)
    # The end of an id is random; its beginning is the time again.
    name = f"call-{started:%Y-%m-%d-%H%M}-{call.pk.hex[-8:]}.{EXTENSIONS.get(content_type, 'bin')}"
    return Announcement(
        content_type=content_type,
        file_name=name,
        is_attachment=wants_download or not is_known,
    )


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """As it is, where `zone` has no such moment: a phone's clock may say the year 1 or 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment
