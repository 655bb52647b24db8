"""A call as JSON, in plain steps: DRF takes ten times as long through the fields of a page.

`CallLogSerializer` says for the OpenAPI document what stands here; a test holds the two together.
"""

from collections.abc import Mapping
from typing import Any

from accounts.models import Device, Team, User
from accounts.serializers.person import person_as_json
from callcrm.api.instants import instant
from calls.models import CallLog, Recording
from calls.playback import playable_type

UNMEASURED = {"value": None, "unit": None}
# A recording that isn't there has the shape of one that is.
NO_RECORDING: Mapping[str, Any] = {
    **dict.fromkeys(("absent_reason", "status_reason", "sha256", "size_bytes", "codec")),
    **dict.fromkeys(("sample_rate_hz", "channels", "duration_seconds")),
    "findings": (),
    **dict.fromkeys(("playable_type", "peaks", "transcript")),
}


def call_as_json(call: CallLog, *, may_listen: bool) -> dict[str, Any]:
    """Of a call `with_details()`; without `with_position_of()` nobody has heard it."""
    annotated = vars(call)
    return {
        "id": str(call.pk),
        "contact": contact_of_call(call),
        "agent": person_as_json(call.agent),
        "uploaded_by": person_or_null(call.uploaded_by),
        "team": named(call.team),
        "device": named(call.device),
        "direction": call.direction,
        "disposition": call.disposition,
        "outcome": call.outcome.name if call.outcome else None,
        "number_raw": call.number_raw,
        "number_e164": call.number_e164,
        "number_extension": call.number_extension or None,
        "number_kind": call.number_kind,
        "region_used": call.region_used or None,
        "started_at": instant(call.started_at),
        "answered_at": instant(call.answered_at),
        "ended_at": instant(call.ended_at),
        "duration_seconds": call.duration_seconds,
        "ring_seconds": call.ring_seconds,
        "sim_slot": call.sim_slot,
        "source": call.source,
        "client_call_id": call.client_call_id or None,
        "device_time": instant(call.device_time),
        "clock_skew_seconds": call.clock_skew_seconds,
        "consent": call.consent,
        "announcement_version": call.announcement_version or None,
        "needs_attention": call.needs_attention,
        "attention_reason": call.attention_reason or None,
        "reviewed_at": instant(call.reviewed_at),
        "reviewed_by": person_or_null(call.reviewed_by),
        "recording": recording_of_call(call, may_listen=may_listen),
        "note_count": annotated["note_count"],
        "heard_until_seconds": annotated.get("heard_until_seconds"),
        "heard_at": instant(annotated.get("heard_at")),
        "created_at": instant(call.created_at),
        "updated_at": instant(call.updated_at),
    }


def contact_of_call(call: CallLog) -> dict[str, Any] | None:
    contact = call.contact
    if contact is None or contact.deleted_at is not None:
        return None
    number = vars(call)["contact_phone_number"]
    return {
        "id": str(contact.pk),
        "name": contact.name,
        "display_name": contact.name or number or str(contact),
        "company": contact.company,
        "status": contact.status.name,
        "do_not_call": contact.do_not_call,
        "phone_number": number,
    }


def recording_of_call(call: CallLog, *, may_listen: bool) -> dict[str, Any]:
    recording: Recording | None = getattr(call, "recording", None)
    shown = {"status": call.recording_status}
    if recording is None:
        return {**shown, **NO_RECORDING, "may_listen": may_listen}
    return {
        **shown,
        "absent_reason": recording.absent_reason or None,
        "status_reason": recording.status_reason or None,
        "sha256": recording.sha256 or None,
        "size_bytes": recording.size_bytes,
        "codec": recording.codec or None,
        "sample_rate_hz": recording.sample_rate_hz,
        "channels": recording.channels,
        "duration_seconds": recording.duration_seconds,
        "findings": [UNMEASURED | finding for finding in recording.findings],
        "playable_type": playable_type(recording),
        "peaks": list(recording.peaks) if recording.peaks and may_listen else None,
        "transcript": transcript_of(recording) if may_listen else None,
        "may_listen": may_listen,
    }


def transcript_of(recording: Recording) -> dict[str, Any] | None:
    """That there is one, without its words."""
    transcript = getattr(recording, "transcript", None)
    if transcript is None:
        return None
    return {"status": transcript.status, "language": transcript.language or None}


def person_or_null(person: User | None) -> dict[str, str] | None:
    return person_as_json(person) if person else None


def named(row: Team | Device | None) -> dict[str, str] | None:
    return {"id": str(row.pk), "name": row.name} if row else None
