from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now

from calls.models import Upload
from calls.services.claim_upload import Claim
from calls.services.connection_check import check_connection_anew


@contextmanager
def released_on_failure(claim: Claim) -> Iterator[None]:
    """Give the lease back when the block fails, so that the retry goes straight in.

    If the database is away, too, the lease runs out by itself.
    """
    try:
        yield
    except BaseException:
        with suppress(OperationalError, InterfaceError):
            check_connection_anew()
            release_upload(claim)
        raise


def release_upload(claim: Claim) -> None:
    Upload.objects.filter(
        id=claim.upload_id, state=Upload.State.PENDING, attempt=claim.attempt
    ).update(lease_until=Now(), updated_at=Now())
