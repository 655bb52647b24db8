from django.db.models.functions import Now

from calls.choices import RecordingStatus
from calls.models import CallLog, Recording


def set_recording_status(*, recording: Recording, status: RecordingStatus, **facts: object) -> None:
    """Write a recording's status and more, and the call's copy. Call inside a transaction."""
    Recording.objects.filter(id=recording.id).update(status=status, **facts)
    CallLog.objects.filter(id=recording.call_id).update(recording_status=status, updated_at=Now())
