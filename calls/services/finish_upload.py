from uuid import UUID

from django.db.models.functions import Now

from calls.models import Upload
from calls.services.claim_upload import Claim, UploadInFlight


def finish_upload(*, claim: Claim, call_id: UUID, is_contact_created: bool = False) -> None:
    """Mark the upload done, in the caller's transaction.

    Raises `UploadInFlight` if the claim is no longer ours: the caller must roll back, because a
    slow worker must not commit over the sweeper or over whoever took the upload over.
    """
    changes = {"is_contact_created": True} if is_contact_created else {}
    is_ours = Upload.objects.filter(
        id=claim.upload_id, state=Upload.State.PENDING, attempt=claim.attempt
    ).update(
        state=Upload.State.DONE, call_id=call_id, lease_until=None, updated_at=Now(), **changes
    )
    if not is_ours:
        raise UploadInFlight
