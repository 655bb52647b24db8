from collections.abc import Iterator

from django.conf import settings
from django.db import Error as DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from callcrm.monitoring.doctor.finding import Finding, fail, ok, warn
from calls.services.enqueue_transcription import TRANSCRIBE_RECORDING
from calls.transcribing.ask import is_reachable

MOST_COUNTED = 1000


def transcription() -> Iterator[Finding]:
    """Whether the server is there. No recording is sent to it."""
    if settings.TRANSCRIPTION is None:
        yield ok("transcription", "Not configured: no recording leaves this server.")
        return
    if not is_reachable(settings.TRANSCRIPTION):
        yield fail(
            "transcription",
            f"{settings.TRANSCRIPTION.url} can't be reached, so recordings wait for their "
            "transcripts: start that server, or look at TRANSCRIPTION_URL and its certificate.",
        )
        return
    try:
        given_up = ProcrastinateJob.objects.filter(
            task_name=TRANSCRIBE_RECORDING, status=Status.FAILED.value
        )
        number = given_up[:MOST_COUNTED].count()
    except DatabaseError:
        yield warn("transcription", "The server answers; failures couldn't be counted.")
        return
    if number:
        yield warn(
            "transcription",
            f"The server answers, but {number} recordings were given up: each call's transcript "
            "says why, and `manage.py transcribe_recordings` tries again.",
        )
    else:
        yield ok("transcription", "The server answers.")
