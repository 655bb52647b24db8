"""What hangs on a call, shown below its form, and the player above it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from calls.choices import WITHOUT_OBJECT, FindingCode, TranscriptStatus
from calls.models import CallLog, Listen, Recording, Transcript
from calls.playback import playable_type
from calls.serializers.call_log import MAY_LISTEN_PERMISSION
from contacts.admin_sections import MOST_ROWS_SHOWN, Section, list_address

LISTENS_PERMISSION = "calls.view_listen"


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
    if recording is None or recording.status in WITHOUT_OBJECT:
        return Player(reason=why_silent(recording))
    if not viewer.has_perm(MAY_LISTEN_PERMISSION):
        return Player(reason="You may see this call but not listen to it.")
    is_playable = playable_type(recording) is not None
    return Player(
        url=reverse("call-playable", args=[call.pk]) if is_playable else "",
        download_url=f"{reverse('call-recording', args=[call.pk])}?download",
        reason="" if is_playable else why_silent(recording),
    )


def words_of_finding(code: str) -> str:
    """The code itself, if a later version has written it."""
    return str(dict(FindingCode.choices).get(code, code))


def why_silent(recording: Recording | None) -> str:
    if recording is None:
        return "No recording"
    why = recording.get_absent_reason_display() or recording.status_reason
    return ": ".join(filter(None, [recording.get_status_display(), why]))


def sections_of(call: CallLog, *, viewer: User) -> list[Section]:
    sections = [notes_of(call)]
    if viewer.has_perm(MAY_LISTEN_PERMISSION):
        sections.extend(transcript_of(call))
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


def transcript_of(call: CallLog) -> Iterator[Section]:
    """How far it is. The words are a link away, which leaves a listen: who looks in to write a
    note hasn't read them."""
    transcript = Transcript.objects.filter(recording__call=call).defer("search_vector").first()
    if transcript is None:
        return
    words = format_html('<a href="{}">Read</a>', reverse("call-transcript", args=[call.pk]))
    is_ready = transcript.status == TranscriptStatus.READY
    yield Section(
        title="Transcript",
        columns=("", "Language", "Engine", "Edited", ""),
        rows=[
            (
                ": ".join(filter(None, [str(transcript), transcript.status_reason])),
                transcript.language,
                transcript.engine,
                transcript.edited_at,
                words if is_ready else "",
            )
        ],
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
