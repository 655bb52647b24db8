from django.db.models.functions import Now

from calls.choices import RecordingStatus
from calls.models import CallLog, Recording


def set_recording_status(*, recording: Recording, status: RecordingStatus, **facts: object) -> None:
    """Write a recording's status and more, and the call's copies. Call inside a transaction."""
    Recording.objects.filter(id=recording.id).update(status=status, **facts)
    copies: dict[str, object] = {"recording_status": status}
    if isinstance(findings := facts.get("findings"), list):
        copies["finding_codes"] = [finding["code"] for finding in findings]
    CallLog.objects.filter(id=recording.call_id).update(updated_at=Now(), **copies)
