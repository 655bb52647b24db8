from calls.choices import AbsentReason
from calls.models import Upload
from calls.services.fill_recording import RecordingIsThere
from calls.services.incoming_call import IncomingCall
from calls.services.receipt import PRIVATE_NUMBER, CallDeleted, Receipt


def replay_upload(*, upload: Upload, incoming: IncomingCall) -> Receipt:
    """Answer a repeated upload from what is there; nothing is changed.

    Raises `CallDeleted`, and `RecordingIsThere` for audio of a call that was sent without one and
    has got another meanwhile.
    """
    call = upload.call
    if call is None or call.deleted_at:
        raise CallDeleted
    is_private = call.recording.absent_reason == AbsentReason.EXCLUDED_NUMBER
    is_other_audio = (
        upload.fingerprint == upload.metadata_fingerprint
        and incoming.audio is not None
        and incoming.audio.sha256 != call.recording.sha256
    )
    if is_other_audio and not is_private:
        raise RecordingIsThere
    return Receipt(
        call_id=call.pk,
        is_contact_created=upload.is_contact_created,
        warnings=(PRIVATE_NUMBER,) if is_private else (),
    )
