import dataclasses

from django.db import IntegrityError

from callcrm.api.constraints import violated_constraint
from callcrm.api.exceptions import DomainError
from calls.choices import AbsentReason, AttentionReason
from calls.models import Upload
from calls.services.claim_upload import Claim, claim_upload
from calls.services.classify_number import NumberClass, classify_number
from calls.services.fill_recording import fill_recording, find_call_to_fill
from calls.services.incoming_call import IncomingCall, UploadWarning
from calls.services.join_first_call import call_with_same_audio, join_first_call
from calls.services.receipt import PRIVATE_NUMBER, Receipt
from calls.services.record_call import record_call
from calls.services.release_upload import released_on_failure
from calls.services.replay_upload import replay_upload
from calls.services.store_recording import store_recording
from calls.services.upload_identity import automatic_key, identify_upload
from contacts.services.normalize_phone_number import NormalizedNumber, normalize_phone_number

ONE_CALL_PER_AUDIO = "call_logs_one_call_per_audio"


class EmptyAudio(DomainError):
    code = "empty_audio"

    def __init__(self) -> None:
        super().__init__(
            "The audio has no bytes. If there is no recording, leave it out; send absent_reason.",
            field="audio",
        )


class ChecksumMismatch(DomainError):
    """The audio changed on its way, or after it was hashed."""

    code = "checksum_mismatch"

    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"The audio that arrived has the SHA-256 {sha256}, not audio_sha256. Send it again.",
            field="audio_sha256",
        )


def receive_recording(*, incoming: IncomingCall) -> Receipt:
    """Keep a call and its audio: claim the upload, store the audio, record the call, in this order.

    Each step commits before the next begins, so that a process may die between any two and the
    retry finds its way. Safe to repeat, at once and years later: the same upload is one call.
    No transaction may be open.

    Raises `EmptyAudio`, `ChecksumMismatch`, `InvalidPhoneNumber`, `IdempotencyKeyReused`,
    `UploadInFlight`, `StoreUnavailable`, `CallDeleted`, `RecordingIsThere`.
    """
    refuse_unusable_audio(incoming)
    number = normalize_phone_number(
        incoming.number_raw, regions=regions_of(incoming), is_withheld=incoming.is_number_withheld
    )
    warnings = [
        UploadWarning(warning.code, warning.field, warning.message) for warning in number.warnings
    ]
    # Before anything is left out: the retry must find its upload though the lists have changed.
    key = incoming.idempotency_key or automatic_key(incoming)
    number_class = classify_number(number=number, team=incoming.agent.team)
    if incoming.absent_reason == AbsentReason.EXCLUDED_NUMBER:
        number_class = NumberClass(AttentionReason.EXCLUDED_NUMBER)
    if number_class.is_excluded:
        warnings.append(PRIVATE_NUMBER)
        incoming = without_private_parts(incoming)

    claim = claim_upload(
        incoming=incoming,
        identity=identify_upload(incoming, key=key),
        call_id=find_call_to_fill(incoming=incoming, number=number),
    )
    if isinstance(claim, Upload):
        receipt = replay_upload(upload=claim, incoming=incoming)
    else:
        with released_on_failure(claim):
            receipt = store_and_record(incoming, number, number_class, claim)
    told = dict.fromkeys((*warnings, *receipt.warnings))
    return dataclasses.replace(receipt, warnings=tuple(told))


def store_and_record(
    incoming: IncomingCall, number: NormalizedNumber, number_class: NumberClass, claim: Claim
) -> Receipt:
    if first := call_with_same_audio(incoming=incoming, claim=claim):
        return join_first_call(first=first, claim=claim)
    if incoming.audio:
        store_recording(object_key=claim.object_key, audio=incoming.audio)
    try:
        if claim.call_id:
            fill_recording(incoming=incoming, claim=claim, call_id=claim.call_id)
            return Receipt(call_id=claim.call_id, is_contact_created=claim.is_contact_created)
        recorded = record_call(
            incoming=incoming, number=number, number_class=number_class, claim=claim
        )
    except IntegrityError as error:
        first = call_with_same_audio(incoming=incoming, claim=claim)
        if violated_constraint(error) != ONE_CALL_PER_AUDIO or first is None:
            raise
        return join_first_call(first=first, claim=claim)
    return Receipt(
        call_id=recorded.call_id, is_new=True, is_contact_created=recorded.is_contact_created
    )


def refuse_unusable_audio(incoming: IncomingCall) -> None:
    """Only what is certain: whether it can be played is the worker's question."""
    if incoming.audio is None:
        return
    if incoming.audio.size == 0:
        raise EmptyAudio
    if incoming.declared_sha256 not in {"", incoming.audio.sha256}:
        raise ChecksumMismatch(incoming.audio.sha256)


def regions_of(incoming: IncomingCall) -> list[str | None]:
    """In order of precedence: the request's, the phone's or else the person's, the team's."""
    agent, device = incoming.agent, incoming.device
    own = (device.region if device else "") or agent.region
    return [incoming.region or None, own or None, (agent.team.region if agent.team else "") or None]


def without_private_parts(incoming: IncomingCall) -> IncomingCall:
    """Nothing that may tell who was called or what was said: file names hold numbers, too."""
    return dataclasses.replace(
        incoming,
        audio=None,
        absent_reason=AbsentReason.EXCLUDED_NUMBER,
        contact_name="",
        note="",
        original_filename="",
    )
