from dataclasses import dataclass
from datetime import datetime

from accounts.models import Device, User
from calls.choices import AbsentReason, CallSource, Consent, Direction, Disposition
from calls.spooling import SpooledAudio


@dataclass(frozen=True, kw_only=True)
class IncomingCall:
    """What was sent, checked field by field. Texts are empty and the rest None where nothing came.

    Without `audio` there is an `absent_reason`, or else the audio is expected later.
    """

    # Whose call it is, and who sends it: somebody may do so for another.
    agent: User
    uploaded_by: User
    device: Device | None
    source: CallSource
    idempotency_key: str
    number_raw: str
    is_number_withheld: bool
    region: str
    direction: Direction
    disposition: Disposition
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    duration_seconds: int | None
    sim_slot: int | None
    consent: Consent
    announcement_version: str
    client_call_id: str
    contact_name: str
    note: str
    device_time: datetime | None
    received_at: datetime
    audio: SpooledAudio | None
    declared_sha256: str
    absent_reason: AbsentReason | None
    audio_source: str
    original_filename: str


@dataclass(frozen=True)
class UploadWarning:
    """Something that was not done as it was asked, though the call is kept."""

    code: str
    field: str
    message: str
