from datetime import timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from accounts.services.durations import duration_in_words
from calls.models import Upload
from calls.services.sweep_uploads import GRACE

PAST_ITS_LEASE = Q(state=Upload.State.PENDING, lease_until__lt=Now())
GIVEN_UP = Q(state=Upload.State.ABANDONED)


def uploads_in_trouble() -> QuerySet[Upload]:
    """Begun and not finished: nobody works on them now. A phone's retry mends each of them."""
    return Upload.objects.filter(PAST_ITS_LEASE | GIVEN_UP)


def explain_upload(upload: Upload) -> str:
    """In one sentence, where an upload stands and what comes next."""
    if upload.state == Upload.State.DONE:
        return "It became a call."
    if upload.state == Upload.State.ABANDONED:
        taken = upload.updated_at - upload.created_at
        return (
            f"Given up {duration_in_words(taken)} after it began: nothing of it "
            "is kept; the phone still has the recording and sends it again when it can."
        )
    if upload.state == Upload.State.RECEIVING:
        return "The phone is sending it in pieces."
    overdue = timezone.now() - upload.lease_until if upload.lease_until else timedelta()
    if overdue > timedelta():
        return (
            f"It broke off: its lease ran out {duration_in_words(overdue)} ago; the phone's next "
            f"try takes it over, or else it is given up {duration_in_words(GRACE)} after that."
        )
    return "It is being stored now."
