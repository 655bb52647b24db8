"""A process dies in the middle of an upload: nothing is lost, doubled or left lying about."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta

import httpx
import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from calls.models import CallLog, Recording, Upload
from calls.services.sweep_uploads import sweep_uploads
from contacts.models import Contact, PhoneNumber
from tests.cast import AUDIO
from tests.faults.crashing_wsgi import POINTS, STORING_POINTS
from tests.faults.server import upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crashing server")]


def crash(server, phone, point, **call):
    """Send an upload that kills its worker at `point`."""
    (server.var_dir / "crash_at").write_text(point)
    with pytest.raises(httpx.TransportError):
        upload(server, phone, **call)
    assert not (server.var_dir / "crash_at").exists()
    assert server.spooled_files() == []


def let_pass(**period):
    Upload.objects.filter(state="pending").update(
        lease_until=F("lease_until") - timedelta(**period)
    )


@pytest.mark.parametrize(
    ("store_kind", "point"),
    [(kind, point) for kind, storing in STORING_POINTS.items() for point in (*POINTS, storing)],
)
def test_a_crash_loses_doubles_and_leaves_nothing(server, phone, point):
    retried = {"key": "k1", "audio": "speech.amr", "phone_number": "+442079460001"}
    forsaken = {"key": "k2", "audio": "speech-wideband.awb", "phone_number": "+442079460002"}
    is_kept = point == "after_commit"
    crash(server, phone, point, **retried)
    crash(server, phone, point, **forsaken)
    let_pass(minutes=1)

    retry = upload(server, phone, **retried)
    repeat = upload(server, phone, **retried)
    let_pass(hours=2)
    sweep_uploads()

    assert retry.status_code == (200 if is_kept else 201)
    assert (repeat.status_code, repeat.json()["id"]) == (200, retry.json()["id"])
    assert retry.json()["contact_created"] is True
    assert_only_these_are_there(server, [retried, forsaken] if is_kept else [retried])

    late_retry = upload(server, phone, **forsaken)

    assert late_retry.status_code == (200 if is_kept else 201)
    assert_only_these_are_there(server, [retried, forsaken])


def assert_only_these_are_there(server, uploads):
    """Each with its call, its contact, its number and its bytes, and not a file more."""
    numbers = sorted(each["phone_number"] for each in uploads)
    contents = sorted((AUDIO / each["audio"]).read_bytes() for each in uploads)
    calls = CallLog.objects.order_by("number_e164")
    assert [call.number_e164 for call in calls] == numbers
    assert [call.contact.call_count for call in calls] == [1] * len(numbers)
    assert Contact.objects.count() == PhoneNumber.objects.count() == len(numbers)
    stored = server.stored()
    assert set(stored) == set(Recording.objects.values_list("storage_key", flat=True))
    assert sorted(stored.values()) == contents


CALLS = 50
KILLS = 3


@pytest.mark.parametrize("store_kind", ["files", pytest.param("s3", marks=pytest.mark.long)])
def test_fifty_uploads_survive_the_kills_of_the_web_process(server, phone):
    """Clients try again until they have an answer, as the app does."""
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(send_until_answered, server, phone, number) for number in range(CALLS)]
        for done, future in enumerate(as_completed(sent), start=1):
            future.result()
            if done % (CALLS // (KILLS + 1)) == 0:
                for pid in server.workers():
                    os.kill(pid, signal.SIGKILL)

    assert len({future.result().json()["id"] for future in sent}) == CALLS
    assert (CallLog.objects.count(), Contact.objects.count()) == (CALLS, 1)
    assert Contact.objects.get().call_count == CALLS
    kept = set(server.stored())
    assert kept == set(Recording.objects.values_list("storage_key", flat=True))
    assert len(kept) == CALLS


def send_until_answered(server, phone, number):
    try:
        return answered(server, phone, number)
    finally:
        connection.close()


def answered(server, phone, number):
    for _ in range(200):
        try:
            answer = upload(server, phone, key=f"k{number}", audio=b"#!AMR\n%d" % number)
        except httpx.TransportError:
            time.sleep(0.05)
            continue
        if answer.is_success:
            return answer
        assert answer.json()["retryable"], answer.text
        # A killed worker's lease runs for some twenty seconds; the test doesn't wait that long.
        Upload.objects.filter(key=f"k{number}", state="pending").update(lease_until=timezone.now())
        time.sleep(0.05)
    raise AssertionError(f"no answer to upload {number}")
