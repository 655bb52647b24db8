from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from callcrm.api.exceptions import DomainError
from calls.choices import AbsentReason, RecordingStatus
from calls.models import CallLog, Recording
from calls.services.claim_upload import FILLABLE, Claim
from calls.services.enqueue_processing import enqueue_processing
from calls.services.finish_upload import finish_upload
from calls.services.incoming_call import IncomingCall
from calls.services.record_call import stored_audio_of
from contacts.services.normalize_phone_number import NormalizedNumber


class RecordingIsThere(DomainError):
    """The call has its recording already, and it isn't this one."""

    code = "conflict"

    def __init__(self) -> None:
        super().__init__(
            "This call has another recording, or is deleted. Keep what you have and tell the "
            "office; sending it again won't help."
        )


def find_call_to_fill(*, incoming: IncomingCall, number: NormalizedNumber) -> UUID | None:
    """The agent's call with this client_call_id that waits for its audio.

    The number must be the same, too: a phone that was reset counts its calls from one again, and
    nobody may find another customer's voice behind a call.
    """
    if not (incoming.client_call_id and incoming.audio):
        return None
    waiting = CallLog.objects.live().filter(
        agent=incoming.agent,
        client_call_id=incoming.client_call_id,
        recording__status__in=FILLABLE,
        direction=incoming.direction,
        **({"number_e164": number.e164} if number.e164 else {"number_raw": number.raw}),
    )
    return (
        waiting.exclude(recording__absent_reason=AbsentReason.EXCLUDED_NUMBER)
        .order_by("-created_at")
        .values_list("id", flat=True)
        .first()
    )


def fill_recording(*, incoming: IncomingCall, claim: Claim, call_id: UUID) -> None:
    """Give a call that was sent without audio its recording, and finish the upload.

    Raises `UploadInFlight` and `RecordingIsThere` (nothing is changed), and IntegrityError for
    `call_logs_one_call_per_audio`.
    """
    assert incoming.audio is not None
    with transaction.atomic():
        recordings = Recording.objects.filter(call=call_id)
        is_filled = (
            recordings.filter(status__in=FILLABLE)
            .exclude(absent_reason=AbsentReason.EXCLUDED_NUMBER)
            .update(**stored_audio_of(incoming, claim))
        )
        is_live = (
            CallLog.objects.live()
            .filter(id=call_id)
            .update(
                recording_status=RecordingStatus.STORED,
                audio_sha256=incoming.audio.sha256,
                updated_at=Now(),
            )
        )
        if not (is_filled and is_live):
            raise RecordingIsThere
        finish_upload(claim=claim, call_id=call_id)
        enqueue_processing(recording_id=recordings.values_list("id", flat=True).get())
