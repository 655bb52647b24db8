"""Calls whose recordings are in S3, from the upload to the listener."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone
from moto.server import ThreadedMotoServer

from calls.models import CallLog, Listen, Recording, Upload
from calls.services.process_recording import process_recording
from calls.services.reconcile_recordings import reconcile_recordings
from calls.services.sweep_uploads import sweep_uploads
from tests.calls.made_calls import hang_up, recorded_call
from tests.cast import AUDIO
from tests.stores.checking_store import BUCKET, running_store

pytestmark = pytest.mark.django_db

SPEECH = (AUDIO / "speech.m4a").read_bytes()


@pytest.fixture(scope="module")
def running():
    with running_store() as store:
        yield store


def use_s3(settings, options):
    s3 = {"BACKEND": "calls.s3_storage.RecordingS3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "recordings": s3}


@pytest.fixture
def bucket(running, settings):
    running.reset()
    use_s3(settings, running.options)
    return running


def recording_of(call):
    return f"/v1/calls/{call.pk}/recording"


def test_a_call_is_uploaded_judged_and_heard(phone, agent, client_of, bucket):
    sent = phone.upload("speech.m4a", key="k1").json()
    process_recording(recording_id=Recording.objects.get().pk)
    heard = client_of(agent).get(f"/v1/calls/{sent['id']}/recording")

    assert Recording.objects.get().status == "ready"
    assert [found.content for found in bucket.objects.values()] == [SPEECH]
    assert heard.headers["Content-Type"] == "audio/mp4"
    assert b"".join(heard.streaming_content) == SPEECH


def test_a_copy_for_browsers_is_made_heard_in_ranges_and_replaced(agent, client_of, bucket):
    call = recorded_call(agent, audio="speech.amr", status="stored", content_type="")
    process_recording(recording_id=call.recording.pk)
    first = Recording.objects.get()
    copy = bucket.objects[first.playable_key].content

    part = client_of(agent).get(f"/v1/calls/{call.pk}/playable", headers={"range": "bytes=100-199"})
    heard = b"".join(part.streaming_content)
    process_recording(recording_id=call.recording.pk, again=True)
    second = Recording.objects.get()

    assert (part.status_code, heard) == (206, copy[100:200])
    assert part.headers["Content-Type"] == "audio/mp4"
    assert set(bucket.objects) == {first.storage_key, second.playable_key}
    assert Listen.objects.count() == 1


def test_nginx_gets_a_link_to_the_copy(agent, client_of, bucket, settings):
    settings.IS_NGINX_SENDING_RECORDINGS = True
    call = recorded_call(agent, audio="speech.amr", status="stored", content_type="")
    process_recording(recording_id=call.recording.pk)

    answer = client_of(agent).get(f"/v1/calls/{call.pk}/playable", headers={"range": "bytes=0-1"})

    assert Recording.objects.get().playable_key in answer.headers["X-Accel-Redirect"]
    assert answer.headers["X-Recording-Range"] == "bytes=0-1"


def test_the_same_with_another_s3(phone, agent, client_of, settings, monkeypatch):
    monkeypatch.setenv("MOTO_ALLOW_NONEXISTENT_REGION", "true")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        options = {"endpoint_url": f"http://{host}:{port}", "region_name": "us-east-1"}
        keys = {"access_key": "testing", "secret_key": "testing", "addressing_style": "path"}
        use_s3(settings, {"bucket_name": BUCKET, **options, **keys})
        storages["recordings"].client.create_bucket(Bucket=BUCKET)

        sent = phone.upload("speech.m4a", key="k1").json()
        heard = client_of(agent).get(
            f"/v1/calls/{sent['id']}/recording", headers={"range": "bytes=100-199"}
        )

        assert b"".join(heard.streaming_content) == SPEECH[100:200]
        assert reconcile_recordings(for_real=True).objects == 1
    finally:
        server.stop()


def test_a_range_is_asked_of_the_store_as_a_range(agent, client_of, bucket):
    call = recorded_call(agent)
    bucket.requests.clear()

    answer = client_of(agent).get(recording_of(call), headers={"range": "bytes=1000-1999"})

    assert b"".join(answer.streaming_content) == SPEECH[1000:2000]
    assert answer.status_code == 206
    assert [(each.method, each.headers.get("range")) for each in bucket.requests] == [
        ("HEAD", None),
        ("GET", "bytes=1000-1999"),
    ]


def test_a_listener_who_hangs_up_costs_the_store_one_request(agent, client_of, bucket):
    call = recorded_call(agent)
    bucket.requests.clear()

    hang_up(client_of(agent).get(recording_of(call)))
    client_of(agent).head(recording_of(call))

    assert bucket.methods() == ["HEAD", "GET", "HEAD"]


def without_bucket(bucket):
    bucket.buckets = set()


def denying(bucket):
    bucket.fault = "deny"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        pytest.param(without_bucket, "correct S3_BUCKET", id="no bucket"),
        pytest.param(denying, "denies access", id="denied"),
    ],
)
def test_a_broken_store_is_told_to_the_log_and_not_to_the_client(
    phone, agent, client_of, bucket, caplog, spoil, sentence
):
    call = recorded_call(agent)
    spoil(bucket)

    refused = phone.upload("speech.amr", key="k1")
    unheard = client_of(agent).get(recording_of(call))

    for answer in (refused, unheard):
        assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")
        assert "Retry-After" in answer.headers
        assert bucket.url not in answer.content.decode()
        assert BUCKET not in answer.json()["detail"]
    assert caplog.text.count(sentence) == 2
    assert not Listen.objects.exists()
    assert CallLog.objects.count() == 1

    bucket.reset()
    assert phone.upload("speech.amr", key="k1").status_code == 201


def test_a_store_that_shows_but_does_not_give_is_told_before_anything_is_announced(
    agent, client_of, bucket, caplog
):
    call = recorded_call(agent)
    bucket.fault = "deny GET"

    unheard = client_of(agent).get(recording_of(call))

    assert (unheard.status_code, unheard.json()["code"]) == (503, "store_unavailable")
    assert "denies access: its key needs s3:ListBucket, s3:GetObject" in caplog.text
    assert not Listen.objects.exists()


def test_no_answer_names_the_store(phone, agent, client_of, bucket):
    client = client_of(agent)
    upload = phone.upload("speech.m4a", key="k1")
    call = CallLog.objects.get()

    answers = [upload, client.get(f"/v1/calls/{call.pk}"), client.get("/v1/calls")]
    answers += [client.get(recording_of(call)), client.head(recording_of(call))]

    key = Recording.objects.get().storage_key
    for answer in answers:
        assert answer.status_code in (200, 201)
        text = f"{dict(answer.headers)}" + ("" if answer.streaming else answer.content.decode())
        for secret in (bucket.url, key, "X-Amz", bucket.options["access_key"]):
            assert secret not in text
        answer.close()


def test_nginx_is_told_what_to_send(agent, client_of, bucket, settings):
    settings.IS_NGINX_SENDING_RECORDINGS = True
    call = recorded_call(agent)

    answer = client_of(agent).get(recording_of(call), headers={"range": "bytes=1000-1999"})

    key = call.recording.storage_key
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["X-Accel-Redirect"].startswith(f"/recordings-in-s3/{BUCKET}/{key}?")
    assert answer.headers["X-Recording-Range"] == "bytes=1000-1999"
    assert Listen.objects.count() == 1


def begun_upload(agent, *, object_key, **fields):
    """Abandoned by its phone after the audio was stored."""
    return Upload.objects.create(
        agent=agent,
        key=object_key,
        fingerprint="f",
        metadata_fingerprint="m",
        state="pending",
        object_key=object_key,
        **fields,
    )


def test_the_sweep_deletes_what_nobody_finished(agent, bucket):
    for key in ("ab/left", "ab/under-way"):
        bucket.put(key, SPEECH)
    begun_upload(agent, object_key="ab/left", lease_until=timezone.now() - timedelta(hours=2))
    begun_upload(agent, object_key="ab/under-way", lease_until=timezone.now())

    swept = sweep_uploads()

    assert (swept.abandoned, swept.undeleted) == (1, 0)
    assert set(bucket.objects) == {"ab/under-way"}


def test_a_sweep_that_the_store_denies_is_finished_by_the_daily_check(agent, bucket):
    bucket.put("ab/left", SPEECH)
    begun_upload(agent, object_key="ab/left", lease_until=timezone.now() - timedelta(hours=2))
    denying(bucket)

    swept = sweep_uploads()

    assert (swept.abandoned, swept.undeleted) == (1, 1)
    assert set(bucket.objects) == {"ab/left"}


def test_the_daily_check_reads_every_page_of_the_bucket(agent, bucket):
    bucket.page = 7
    kept = recorded_call(agent).recording
    gone = recorded_call(agent, audio="speech.amr").recording
    storages["recordings"].delete(gone.storage_key)
    for number in range(120):
        key = f"ab/{number:03}"
        bucket.put(key, b"x", days_old=2)
        begun_upload(agent, object_key=key)
    bucket.put("ab/stray", b"x", days_old=2)
    bucket.put("ab/young", b"x", days_old=0.9)

    found = reconcile_recordings(for_real=True)

    assert (found.objects, found.missing) == (123, [gone.storage_key])
    assert (found.strays, found.deleted) == (["ab/stray"], 1)
    assert "ab/stray" not in bucket.objects
    assert {"ab/young", kept.storage_key} < set(bucket.objects)


@pytest.mark.parametrize("spoil", [without_bucket, denying], ids=["no bucket", "denied"])
def test_a_bucket_that_cannot_be_listed_is_not_taken_for_empty(agent, bucket, spoil):
    recorded_call(agent)
    spoil(bucket)

    with pytest.raises(CommandError, match="can't be compared: The bucket recordings"):
        call_command("reconcile_recordings")
