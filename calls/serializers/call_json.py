"""A call as JSON, in plain steps: DRF takes ten times as long through the fields of a page.

`CallLogSerializer` says for the OpenAPI document what stands here; a test holds the two together.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.serializers.person import person_as_json
from callcrm.api.instants import instant
from calls.call_details import CallDetails
from calls.playback import type_for_browsers
from contacts.models import Contact

UNMEASURED = {"value": None, "unit": None}
# A recording that isn't there has the shape of one that is.
NO_RECORDING: Mapping[str, Any] = {
    **dict.fromkeys(("absent_reason", "status_reason", "sha256", "size_bytes", "codec")),
    **dict.fromkeys(("sample_rate_hz", "channels", "duration_seconds")),
    "findings": (),
    **dict.fromkeys(("playable_type", "peaks", "transcript")),
}


def call_as_json(call: CallDetails, *, may_listen: bool) -> dict[str, Any]:
    return {
        "id": str(call["id"]),
        "contact": contact_of_call(call),
        "agent": person_as_json(call["agent"]),
        "uploaded_by": person_or_null(call["uploaded_by"]),
        "team": named(call["team_id"], call["team"]),
        "device": named(call["device_id"], call["device"]),
        "direction": call["direction"],
        "disposition": call["disposition"],
        "outcome": call["outcome"],
        "number_raw": call["number_raw"],
        "number_e164": call["number_e164"],
        "number_extension": call["number_extension"] or None,
        "number_kind": call["number_kind"],
        "region_used": call["region_used"] or None,
        "started_at": instant(call["started_at"]),
        "answered_at": instant(call["answered_at"]),
        "ended_at": instant(call["ended_at"]),
        "duration_seconds": call["duration_seconds"],
        "ring_seconds": call["ring_seconds"],
        "sim_slot": call["sim_slot"],
        "source": call["source"],
        "client_call_id": call["client_call_id"] or None,
        "device_time": instant(call["device_time"]),
        "clock_skew_seconds": call["clock_skew_seconds"],
        "consent": call["consent"],
        "announcement_version": call["announcement_version"] or None,
        "needs_attention": call["needs_attention"],
        "attention_reason": call["attention_reason"] or None,
        "reviewed_at": instant(call["reviewed_at"]),
        "reviewed_by": person_or_null(call["reviewed_by"]),
        "recording": recording_of_call(call, may_listen=may_listen),
        "note_count": call["note_count"],
        "heard_until_seconds": call["heard_until_seconds"],
        "heard_at": instant(call["heard_at"]),
        "created_at": instant(call["created_at"]),
        "updated_at": instant(call["updated_at"]),
    }


def contact_of_call(call: CallDetails) -> dict[str, Any] | None:
    if call["contact_id"] is None:
        return None
    name, number = call["contact_name"], call["contact_phone_number"]
    return {
        "id": str(call["contact_id"]),
        "name": name,
        "display_name": name or number or str(Contact(pk=call["contact_id"])),
        "company": call["contact_company"],
        "status": call["contact_status"],
        "do_not_call": call["do_not_call"],
        "phone_number": number,
    }


def recording_of_call(call: CallDetails, *, may_listen: bool) -> dict[str, Any]:
    shown = {"status": call["recording_status"]}
    if call["recording_id"] is None:
        return {**shown, **NO_RECORDING, "may_listen": may_listen}
    peaks = call["peaks"]
    return {
        **shown,
        "absent_reason": call["absent_reason"] or None,
        "status_reason": call["status_reason"] or None,
        "sha256": call["sha256"] or None,
        "size_bytes": call["size_bytes"],
        "codec": call["codec"] or None,
        "sample_rate_hz": call["sample_rate_hz"],
        "channels": call["channels"],
        "duration_seconds": call["recorded_seconds"],
        "findings": [UNMEASURED | finding for finding in json.loads(call["findings"])],
        "playable_type": type_for_browsers(
            status=call["stored_status"],
            has_copy=call["playable_key"] is not None,
            is_processed=bool(call["processing_version"]),
            content_type=call["content_type"],
        ),
        "peaks": list(peaks) if peaks and may_listen else None,
        "transcript": transcript_of(call) if may_listen else None,
        "may_listen": may_listen,
    }


def transcript_of(call: CallDetails) -> dict[str, Any] | None:
    """That there is one, without its words."""
    status = call["transcript_status"]
    return {"status": status, "language": call["language"] or None} if status else None


def person_or_null(person: User | None) -> dict[str, str] | None:
    return person_as_json(person) if person else None


def named(row_id: UUID | None, name: str) -> dict[str, str] | None:
    return {"id": str(row_id), "name": name} if row_id else None
