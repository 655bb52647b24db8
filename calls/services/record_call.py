from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from calls.choices import AttentionReason, CallSource, RecordingStatus
from calls.models import CallLog, CallNote, Recording
from calls.services.claim_upload import Claim
from calls.services.classify_number import NumberClass
from calls.services.enqueue_processing import Queue, enqueue_processing
from calls.services.finish_upload import finish_upload
from calls.services.incoming_call import IncomingCall
from contacts.services.count_calls import count_call
from contacts.services.normalize_phone_number import NormalizedNumber
from contacts.services.resolve_contact import Resolution, resolve_contact

# A phone's clock may be off by this much before a start in the future is worth a look.
CLOCK_TOLERANCE = timedelta(minutes=5)
MAX_SKEW_SECONDS = 2**31 - 1  # what the column holds


@dataclass(frozen=True)
class Recorded:
    call_id: UUID
    is_contact_created: bool


def record_call(
    *, incoming: IncomingCall, number: NormalizedNumber, number_class: NumberClass, claim: Claim
) -> Recorded:
    """Insert the call, its recording and, for a new number, the contact, and finish the upload.

    One transaction, of seven statements at most for a known contact; the audio is stored already.
    Raises `UploadInFlight` (nothing is recorded) and IntegrityError for
    `call_logs_one_call_per_audio`.
    """
    with transaction.atomic():
        resolution = None
        if number_class.attention_reason is None:
            resolution = resolve_contact(number=number, name_hint=incoming.contact_name)
        call = CallLog.objects.create(
            contact=resolution.contact if resolution else None,
            **facts_of(incoming),
            **number_of(number, number_class),
            **attention_of(incoming, number_class, resolution),
        )
        recording = Recording.objects.create(call=call, **recording_of(incoming, claim))
        if resolution and resolution.contact:
            count_call(
                contact_id=resolution.contact.pk,
                # A phone whose clock is ahead must not hide later calls.
                started_at=min(incoming.started_at, incoming.received_at),
                name_hint=incoming.contact_name,
            )
        if incoming.note:
            CallNote.objects.create(call=call, author=incoming.uploaded_by, text=incoming.note)
        is_contact_created = bool(resolution and resolution.is_created)
        finish_upload(claim=claim, call_id=call.pk, is_contact_created=is_contact_created)
        if incoming.audio:
            enqueue_processing(recording_id=recording.pk, queue=queue_of(incoming))
    return Recorded(call.pk, is_contact_created)


def queue_of(incoming: IncomingCall) -> Queue:
    """Thousands of old calls must not keep somebody waiting for a new one."""
    return Queue.BULK if incoming.source == CallSource.IMPORT else Queue.INTERACTIVE


def facts_of(incoming: IncomingCall) -> dict[str, Any]:
    return {
        "agent": incoming.agent,
        "uploaded_by": incoming.uploaded_by if incoming.uploaded_by != incoming.agent else None,
        "team": incoming.agent.team,
        "device": incoming.device,
        "source": incoming.source,
        "direction": incoming.direction,
        "disposition": incoming.disposition,
        "started_at": incoming.started_at,
        "answered_at": incoming.answered_at,
        "ended_at": incoming.ended_at,
        "duration_seconds": incoming.duration_seconds,
        "ring_seconds": ring_seconds(incoming.started_at, incoming.answered_at),
        "sim_slot": incoming.sim_slot,
        "client_call_id": incoming.client_call_id,
        "device_time": incoming.device_time,
        "clock_skew_seconds": clock_skew_seconds(incoming),
        "consent": incoming.consent,
        "announcement_version": incoming.announcement_version,
        "recording_status": recording_status(incoming),
        "audio_sha256": incoming.audio.sha256 if incoming.audio else None,
    }


def number_of(number: NormalizedNumber, number_class: NumberClass) -> dict[str, Any]:
    if number_class.is_excluded:
        return {"number_raw": "", "number_e164": None, "number_kind": number.kind}
    return {
        "number_raw": number.raw,
        "number_e164": number.e164,
        "number_extension": number.extension,
        "number_kind": number.kind,
        "region_used": number.region_used or "",
    }


def attention_of(
    incoming: IncomingCall, number_class: NumberClass, resolution: Resolution | None
) -> dict[str, Any]:
    """One reason: what keeps the call from its contact goes before what is only odd."""
    reason = number_class.attention_reason
    if resolution and resolution.is_shared:
        reason = AttentionReason.SHARED_NUMBER
    elif resolution and resolution.inherited_from_deleted:
        reason = AttentionReason.DELETED_CONTACT
    elif reason is None and incoming.started_at > incoming.received_at + CLOCK_TOLERANCE:
        reason = AttentionReason.STARTED_IN_FUTURE
    return {"needs_attention": reason is not None, "attention_reason": reason or ""}


def recording_status(incoming: IncomingCall) -> RecordingStatus:
    if incoming.audio:
        return RecordingStatus.STORED
    return RecordingStatus.ABSENT if incoming.absent_reason else RecordingStatus.EXPECTED


def recording_of(incoming: IncomingCall, claim: Claim) -> dict[str, Any]:
    if incoming.audio is None:
        return {
            "status": recording_status(incoming),
            "absent_reason": incoming.absent_reason or "",
            "audio_source": incoming.audio_source,
        }
    return stored_audio_of(incoming, claim)


def stored_audio_of(incoming: IncomingCall, claim: Claim) -> dict[str, Any]:
    audio = incoming.audio
    assert audio is not None
    return {
        "status": RecordingStatus.STORED,
        "absent_reason": "",
        "storage_key": claim.object_key,
        "size_bytes": audio.size,
        "sha256": audio.sha256,
        "original_filename": incoming.original_filename,
        "audio_source": incoming.audio_source,
        "stored_at": Now(),
    }


def ring_seconds(started_at: datetime, answered_at: datetime | None) -> int | None:
    if answered_at is None or answered_at < started_at:
        return None
    return min(int((answered_at - started_at).total_seconds()), MAX_SKEW_SECONDS)


def clock_skew_seconds(incoming: IncomingCall) -> int | None:
    """How far the phone's clock is ahead of ours."""
    if incoming.device_time is None:
        return None
    skew = round((incoming.device_time - incoming.received_at).total_seconds())
    return max(-MAX_SKEW_SECONDS, min(skew, MAX_SKEW_SECONDS))
