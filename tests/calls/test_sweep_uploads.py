from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from calls.models import CallLog, Recording, Upload
from calls.services import store_recording as store_recording_module
from calls.services.sweep_uploads import sweep_uploads

pytestmark = pytest.mark.django_db


def begun_upload(agent, *, state="pending", object_key="ab/begun", **fields):
    storages["recordings"].save(object_key, ContentFile(b"voices"))
    return Upload.objects.create(
        agent=agent,
        key=object_key,
        fingerprint="f",
        metadata_fingerprint="m",
        state=state,
        object_key=object_key,
        **fields,
    )


def ago(**period):
    return timezone.now() - timedelta(**period)


@pytest.mark.parametrize(
    ("state", "field", "since", "is_abandoned"),
    [
        pytest.param("pending", "lease_until", timedelta(minutes=61), True, id="given up"),
        pytest.param("pending", "lease_until", timedelta(minutes=59), False, id="perhaps slow"),
        pytest.param("receiving", "expires_at", timedelta(seconds=1), True, id="never completed"),
        pytest.param("receiving", "expires_at", timedelta(hours=-1), False, id="still coming"),
    ],
)
def test_what_nobody_finished_is_abandoned_and_its_object_goes(
    agent, state, field, since, is_abandoned
):
    upload = begun_upload(agent, state=state, **{field: timezone.now() - since})

    first, second = sweep_uploads(), sweep_uploads()

    upload.refresh_from_db()
    assert (upload.state == "abandoned") is is_abandoned
    assert storages["recordings"].exists(upload.object_key) is not is_abandoned
    assert (first.abandoned, second.abandoned) == (int(is_abandoned), 0)


def test_what_is_done_stays(phone):
    phone.upload(key="k1")
    Upload.objects.update(lease_until=ago(days=9), expires_at=ago(days=9))

    assert sweep_uploads().abandoned == 0
    assert storages["recordings"].exists(Recording.objects.get().storage_key)


def test_a_store_that_is_down_keeps_nothing_from_being_abandoned(agent, monkeypatch):
    upload = begun_upload(agent, lease_until=ago(hours=2))

    def down(name):
        raise OSError("down")

    monkeypatch.setattr(storages["recordings"], "delete", down)
    swept = sweep_uploads()

    upload.refresh_from_db()
    assert (swept.abandoned, swept.undeleted, upload.state) == (1, 1, "abandoned")


def test_the_retry_of_an_abandoned_upload_stores_under_a_new_key(phone, monkeypatch):
    def down(**_):
        raise store_recording_module.StoreUnavailable

    with monkeypatch.context() as faulty:
        faulty.setattr("calls.services.receive_recording.store_recording", down)
        assert phone.upload(key="k1").status_code == 503
    first_key = Upload.objects.get().object_key
    Upload.objects.update(lease_until=ago(hours=2))
    sweep_uploads()

    answer = phone.upload(key="k1")

    assert answer.status_code == 201
    assert Recording.objects.get().storage_key == Upload.objects.get().object_key != first_key
    assert CallLog.objects.count() == 1


def test_the_command_says_what_it_did(agent, capsys):
    begun_upload(agent, lease_until=ago(hours=2))

    call_command("sweep_uploads")

    assert capsys.readouterr().out == "Abandoned 1 uploads.\n"
