from uuid import UUID

from django.db import transaction

from accounts.models import User
from callcrm.api.exceptions import InvalidField
from calls.models import CallLog, CallNote, Recording
from calls.services.lock_call import lock_call


@transaction.atomic
def add_call_note(
    *, call_id: UUID, author: User, text: str, at_seconds: float | None = None
) -> CallNote:
    """Write a note on a call, at a second of its recording or about the whole.

    Raises NotFound, and InvalidField for a second after the end, if the length is known.
    """
    call = lock_call(calls=CallLog.objects.visible_to(author), call_id=call_id)
    end = length_in_seconds(call)
    if at_seconds is not None and end is not None and at_seconds > end:
        raise InvalidField(f"The call is {end:g} seconds long.", field="at_seconds")
    note = CallNote.objects.create(call=call, author=author, text=text, at_seconds=at_seconds)
    note.refresh_from_db(fields=["created_at"])
    return note


def length_in_seconds(call: CallLog) -> float | None:
    """As decoded; until then, as the phone says."""
    recording = Recording.objects.filter(call=call).first()
    if recording and recording.duration_seconds is not None:
        return recording.duration_seconds
    return call.duration_seconds
