"""Calls for tests, made as the upload leaves them but without its protocol."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.signals import request_finished
from django.db import close_old_connections

from accounts.models import User
from calls.choices import AbsentReason, RecordingStatus
from calls.models import CallLog, Recording
from contacts.choices import NumberKind
from contacts.models import Contact, ContactStatus, PhoneNumber
from tests.cast import AUDIO

STARTED_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NUMBER = "+442079460123"


def made_contact(name: str = "Ada Lovelace", *, e164: str | None = NUMBER, **extra: Any) -> Contact:
    status = ContactStatus.objects.get(is_default=True)
    contact = Contact.objects.create(name=name, status=status, **extra)
    if e164:
        PhoneNumber.objects.create(contact=contact, e164=e164, raw=e164, is_primary=True)
    return contact


def made_call(agent: User, *, status: str | None = None, **fields: Any) -> CallLog:
    """A call without a recording; with `status`, its recording has that status, but no bytes."""
    e164 = fields.pop("number_e164", NUMBER)
    call = CallLog.objects.create(
        **{
            "agent": agent,
            "team": agent.team,
            "number_raw": e164 or "withheld",
            "number_e164": e164,
            "number_kind": NumberKind.E164 if e164 else NumberKind.WITHHELD,
            "started_at": STARTED_AT,
            "recording_status": status or RecordingStatus.ABSENT,
            **fields,
        }
    )
    if status in (None, RecordingStatus.ABSENT):
        Recording.objects.create(
            call=call, status=RecordingStatus.ABSENT, absent_reason=AbsentReason.NOT_PERMITTED
        )
    elif status in (RecordingStatus.EXPECTED, RecordingStatus.ERASED):
        Recording.objects.create(call=call, status=status)
    return call


def recorded_call(
    agent: User,
    *,
    audio: str | bytes = "speech.m4a",
    status: str = RecordingStatus.READY,
    content_type: str = "audio/mp4",
    recording: dict[str, Any] | None = None,
    **fields: Any,
) -> CallLog:
    """A call whose recording is in the store. `audio`: a file in tests/audio, or the bytes."""
    content = audio if isinstance(audio, bytes) else (AUDIO / audio).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    call = made_call(
        agent, status=status, **{"audio_sha256": None, "duration_seconds": 11, **fields}
    )
    name = audio if isinstance(audio, str) else "recording.bin"
    key = f"{call.pk.hex}{Path(name).suffix}"
    storages["recordings"].save(key, ContentFile(content))
    Recording.objects.create(
        call=call,
        status=status,
        storage_key=key,
        size_bytes=len(content),
        sha256=sha256,
        content_type=content_type,
        **(recording or {}),
    )
    return call


def hang_up(answer: Any) -> None:
    """Close a stream before its end. The server's handler would then look at its connection, and
    drop the test's, which is inside a transaction."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
