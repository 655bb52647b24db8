from contextlib import suppress

from django.core.files.storage import storages
from django.db.models import Q

from calls.models import CallLog
from calls.services.claim_upload import Claim
from calls.services.finish_upload import finish_upload
from calls.services.incoming_call import IncomingCall
from calls.services.receipt import CallDeleted, Receipt


def call_with_same_audio(*, incoming: IncomingCall, claim: Claim) -> CallLog | None:
    """The agent's call with equal audio and equal start: a recording sent under a second key."""
    if incoming.audio is None:
        return None
    is_same = Q(started_at=incoming.started_at)
    if claim.call_id:
        is_same |= Q(id=claim.call_id)
    return CallLog.objects.filter(
        is_same, agent=incoming.agent, audio_sha256=incoming.audio.sha256
    ).first()


def join_first_call(*, first: CallLog, claim: Claim) -> Receipt:
    """Let the upload stand for the first call and drop its own object.

    Raises `UploadInFlight` and `CallDeleted`.
    """
    finish_upload(claim=claim, call_id=first.pk)
    with suppress(OSError):  # the daily check finds it
        storages["recordings"].delete(claim.object_key)
    if first.deleted_at:
        raise CallDeleted
    return Receipt(call_id=first.pk)
