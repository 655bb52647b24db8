"""What hangs on a call, shown below its form, and the player above it."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from calls.choices import RecordingStatus
from calls.models import CallLog, Listen, Recording
from calls.playback import EXTENSIONS
from calls.serializers.call_log import MAY_LISTEN_PERMISSION
from contacts.admin_sections import MOST_ROWS_SHOWN, Section, list_address

LISTENS_PERMISSION = "calls.view_listen"
WITHOUT_BYTES = frozenset(
    {RecordingStatus.EXPECTED, RecordingStatus.ABSENT, RecordingStatus.ERASED}
)


@dataclass(frozen=True)
class Player:
    """`url` plays, `download_url` saves; both leave a listen. Empty: `reason` says why not."""

    url: str = ""
    download_url: str = ""
    reason: str = ""


def player_of(call: CallLog, *, viewer: User) -> Player:
    if call.deleted_at:
        return Player(reason="This call is hidden. Restore it to listen.")
    recording: Recording | None = getattr(call, "recording", None)
    if recording is None or recording.status in WITHOUT_BYTES:
        return Player(reason=why_silent(recording))
    if not viewer.has_perm(MAY_LISTEN_PERMISSION):
        return Player(reason="You may see this call but not listen to it.")
    url = reverse("call-recording", args=[call.pk])
    is_playable = recording.status == RecordingStatus.READY and recording.content_type in EXTENSIONS
    return Player(
        url=url if is_playable else "",
        download_url=f"{url}?download",
        reason="" if is_playable else why_silent(recording),
    )


def why_silent(recording: Recording | None) -> str:
    if recording is None:
        return "No recording"
    why = recording.get_absent_reason_display() or recording.status_reason
    return ": ".join(filter(None, [recording.get_status_display(), why]))


def sections_of(call: CallLog, *, viewer: User) -> list[Section]:
    sections = [notes_of(call)]
    if viewer.has_perm(LISTENS_PERMISSION):
        sections.append(listens_of(call))
    return sections


def list_of(model: str, call: CallLog) -> str:
    """What belongs to hidden calls is in no list."""
    return "" if call.deleted_at else list_address(model, call=call.pk)


def notes_of(call: CallLog) -> Section:
    notes = call.notes.select_related("author")
    return Section(
        title="Notes",
        columns=("When", "Who", "At second", "Note"),
        rows=[
            (note.created_at, note.author.display_name, note.at_seconds, note.text)
            for note in notes[:MOST_ROWS_SHOWN]
        ],
        list_url=list_of("calls_callnote", call),
    )


def listens_of(call: CallLog) -> Section:
    listens = Listen.objects.filter(recording__call=call).select_related("listener")
    return Section(
        title="Who listened",
        columns=("When", "Who", "How"),
        rows=[
            (listen.created_at, listen.listener.display_name, listen.get_kind_display())
            for listen in listens[:MOST_ROWS_SHOWN]
        ],
        list_url=list_of("calls_listen", call),
    )
