"""All that a call shows: of its own table and of ten others."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User

CallDetails = Mapping[str, Any]

# By hand, since rows of eleven models cost Django as much as all else that a list does. A subquery
# for each name, which PostgreSQL plans by itself: of eleven joins it would look for the best order.
DETAILS = """
SELECT
    call.id, call.agent_id, call.uploaded_by_id, call.reviewed_by_id, call.team_id, call.device_id,
    call.direction, call.disposition, call.number_raw, call.number_e164, call.number_extension,
    call.number_kind, call.region_used, call.started_at, call.answered_at, call.ended_at,
    call.duration_seconds, call.ring_seconds, call.sim_slot, call.source, call.client_call_id,
    call.device_time, call.clock_skew_seconds, call.consent, call.announcement_version,
    call.needs_attention, call.attention_reason, call.reviewed_at, call.recording_status,
    call.created_at, call.updated_at,
    (SELECT ARRAY[username, first_name, last_name] FROM users WHERE id = call.agent_id) AS agent,
    (SELECT ARRAY[username, first_name, last_name] FROM users WHERE id = call.uploaded_by_id)
        AS uploaded_by,
    (SELECT ARRAY[username, first_name, last_name] FROM users WHERE id = call.reviewed_by_id)
        AS reviewed_by,
    (SELECT name FROM teams WHERE id = call.team_id) AS team,
    (SELECT name FROM devices WHERE id = call.device_id) AS device,
    (SELECT name FROM outcomes WHERE id = call.outcome_id) AS outcome,
    (SELECT count(*) FROM call_notes WHERE call_id = call.id) AS note_count,
    position.heard_until_seconds, position.heard_at,
    contact.id AS contact_id, contact.name AS contact_name, contact.company AS contact_company,
    contact.email AS contact_email, contact.do_not_call,
    (SELECT name FROM contact_statuses WHERE id = contact.status_id) AS contact_status,
    (
        SELECT e164 FROM contact_phone_numbers
        WHERE contact_id = contact.id AND retired_at IS NULL
        ORDER BY is_primary DESC, created_at, id LIMIT 1
    ) AS contact_phone_number,
    recording.id AS recording_id, recording.status AS stored_status, recording.absent_reason,
    recording.status_reason, recording.sha256, recording.size_bytes, recording.codec,
    recording.sample_rate_hz, recording.channels, recording.duration_seconds AS recorded_seconds,
    recording.findings, recording.content_type, recording.playable_key,
    recording.processing_version, recording.peaks,
    transcript.status AS transcript_status, transcript.language
FROM call_logs AS call
LEFT JOIN contacts AS contact ON contact.id = call.contact_id AND contact.deleted_at IS NULL
LEFT JOIN listening_positions AS position
    ON position.call_id = call.id AND position.listener_id = %(viewer)s
LEFT JOIN recordings AS recording ON recording.call_id = call.id
LEFT JOIN transcripts AS transcript ON transcript.recording_id = recording.id
WHERE call.id = ANY(%(calls)s::uuid[])
"""
PEOPLE = ("agent", "uploaded_by", "reviewed_by")


def details_of(call_ids: Collection[UUID], *, viewer: User) -> dict[UUID, CallDetails]:
    """One query, however many calls: those that `viewer` may know of, and may have heard.

    A contact that was deleted isn't there.
    """
    if not call_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(DETAILS, {"calls": list(call_ids), "viewer": viewer.pk})
        columns = [column.name for column in cursor.description]
        calls = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    people: dict[UUID, User] = {}
    for call in calls:
        for role in PEOPLE:
            if names := call[role]:
                person_id = call[f"{role}_id"]
                call[role] = people.get(person_id) or person(person_id, *names)
                people[person_id] = call[role]
    return {call["id"]: call for call in calls}


def person(pk: UUID, username: str, first_name: str, last_name: str) -> User:
    return User(pk=pk, username=username, first_name=first_name, last_name=last_name)
