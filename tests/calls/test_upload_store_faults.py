"""The store fails: the phone is told to come again, and the retry goes straight in."""

import errno
import os

import pytest
from django.db import OperationalError

from accounts.models import Device
from calls.models import CallLog, Recording, Upload
from calls.services.sweep_uploads import sweep_uploads
from contacts.models import Contact

pytestmark = pytest.mark.django_db


def stored_files(tmp_path):
    return [path for path in (tmp_path / "recordings").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        pytest.param("open", errno.EROFS, id="read-only"),
        pytest.param("write", errno.ENOSPC, id="full in the middle"),
        pytest.param("fsync", errno.EIO, id="a broken disk"),
        pytest.param("replace", errno.ETIMEDOUT, id="the network's disk is gone"),
    ],
)
def test_a_store_that_fails_answers_503_and_the_retry_goes_in(
    phone, monkeypatch, tmp_path, step, reason
):
    def fail(*_, **__):
        raise OSError(reason, os.strerror(reason))

    targets = {
        "open": ("calls.storage.make_durable_folder", fail),
        "write": ("calls.storage.write_durable", half_written(fail)),
        "fsync": ("os.fsync", fail),
        "replace": ("os.replace", fail),
    }
    with monkeypatch.context() as faulty:
        faulty.setattr(*targets[step])
        failed = phone.upload(key="k1")

    upload = Upload.objects.get()
    assert (failed.status_code, failed.json()["code"]) == (503, "store_unavailable")
    assert (failed.json()["retryable"], failed.headers["Retry-After"]) == (True, "5")
    assert (upload.state, upload.call) == ("pending", None)
    assert (CallLog.objects.count(), Contact.objects.count()) == (0, 0)
    assert Device.objects.get().last_refusal_code == "store_unavailable"

    retried = phone.upload(key="k1")

    assert retried.status_code == 201
    upload.refresh_from_db()
    assert (upload.state, upload.attempt) == ("done", 2)
    assert Recording.objects.get().storage_key == upload.object_key
    assert len(stored_files(tmp_path)) == 1


def test_a_fill_that_fails_leaves_the_call_as_it_was(phone, monkeypatch, tmp_path):
    def fail(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    call = phone.upload(None, key="k1", audio_expected="later").json()
    with monkeypatch.context() as faulty:
        faulty.setattr("calls.storage.write_durable", fail)
        failed = phone.upload(key="k1")
    told_again = phone.upload(None, key="k1", audio_expected="later")
    Upload.objects.update(state="abandoned")
    told_after_the_sweep = phone.upload(None, key="k1", audio_expected="later")
    filled = phone.upload(key="k1")

    assert failed.status_code == 503
    assert told_again.json() == told_after_the_sweep.json() == {**call, "warnings": []}
    assert (filled.status_code, filled.json()["id"]) == (200, call["id"])
    assert filled.json()["recording"]["status"] == "stored"
    assert len(stored_files(tmp_path)) == 1


def half_written(fail):
    def write(path, content, *, deadline):
        path.write_bytes(content.read(1000))
        fail()

    return write


def test_a_full_spool_answers_507(phone, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("calls.spooling.write_whole", full)

    answer = phone.upload(key="k1")

    assert (answer.status_code, answer.json()["code"]) == (507, "insufficient_storage")
    assert answer.headers["Retry-After"] == "300"
    assert Upload.objects.count() == 0


def test_a_spool_that_cannot_be_written_answers_503(phone, settings, tmp_path):
    (tmp_path / "spool").mkdir()
    settings.SPOOL_DIR = tmp_path / "spool"

    def broken(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    with pytest.MonkeyPatch.context() as faulty:
        faulty.setattr("calls.spooling.write_whole", broken)
        answer = phone.upload(key="k1")

    assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")


@pytest.mark.parametrize(
    "step", ["claim_upload", "record_call"], ids=["before anything", "after the audio was stored"]
)
def test_a_database_that_goes_away_answers_503_and_the_retry_goes_in(phone, monkeypatch, step):
    def gone(**_):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as faulty:
        faulty.setattr(f"calls.services.receive_recording.{step}", gone)
        failed = phone.upload(key="k1")
    retried = phone.upload(key="k1")

    assert (failed.status_code, failed.json()["code"]) == (503, "database_unavailable")
    assert failed.headers["Retry-After"] == "5"
    assert retried.status_code == 201
    assert CallLog.objects.count() == 1


def test_a_slow_worker_does_not_commit_over_the_sweeper(phone, monkeypatch):
    from calls.services.store_recording import store_recording

    def store_while_the_sweeper_passes(**arguments):
        store_recording(**arguments)
        Upload.objects.update(state="abandoned")

    with monkeypatch.context() as slow:
        slow.setattr(
            "calls.services.receive_recording.store_recording", store_while_the_sweeper_passes
        )
        answer = phone.upload(key="k1")

    assert (answer.status_code, answer.json()["code"]) == (409, "upload_in_flight")
    assert (CallLog.objects.count(), Recording.objects.count()) == (0, 0)
    assert Contact.objects.count() == 0


def test_a_slow_worker_does_not_record_what_the_sweeper_deleted(phone, monkeypatch, tmp_path):
    """Its claim was swept and taken over, and the new holder is still storing."""
    from calls.services.store_recording import store_recording

    def store_while_swept_and_taken_over(**arguments):
        store_recording(**arguments)
        Upload.objects.update(lease_until="2020-01-01T00:00:00Z")
        sweep_uploads()
        Upload.objects.update(state="pending", attempt=2, object_key="ab/the-new-holders")

    with monkeypatch.context() as slow:
        slow.setattr(
            "calls.services.receive_recording.store_recording", store_while_swept_and_taken_over
        )
        answer = phone.upload(key="k1")

    assert (answer.status_code, answer.json()["code"]) == (409, "upload_in_flight")
    assert (Recording.objects.count(), stored_files(tmp_path)) == (0, [])
    assert phone.upload(key="k1").status_code == 201


def test_a_slow_worker_does_not_commit_over_the_one_who_took_over(phone, monkeypatch):
    from calls.services.store_recording import store_recording

    def store_while_another_takes_over(**arguments):
        monkeypatch.undo()
        store_recording(**arguments)
        Upload.objects.update(lease_until="2020-01-01T00:00:00Z")
        assert phone.upload(key="k1").status_code == 201

    monkeypatch.setattr(
        "calls.services.receive_recording.store_recording", store_while_another_takes_over
    )
    answer = phone.upload(key="k1")

    assert (answer.status_code, answer.json()["code"]) == (409, "upload_in_flight")
    assert phone.upload(key="k1").status_code == 200
    assert CallLog.objects.count() == 1
