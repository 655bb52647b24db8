"""The recordings in S3, before a store that checks what it is sent."""

import base64
import hashlib
import logging
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from calls import s3_storage
from calls.s3_storage import RecordingS3Storage
from calls.storage import StoreFault
from calls.timed_reader import TimedReader
from tests.stores.checking_store import running_store

VOICES = b"voices, " * 50_000


@pytest.fixture(scope="module")
def running():
    with running_store() as store:
        yield store


@pytest.fixture(autouse=True)
def bucket(running):
    running.reset()
    return running


# boto3 takes a while to make a client: one for all tests.
@pytest.fixture(scope="module", params=["when_required", "when_supported"])
def store(running, request):
    """With both of boto3's ideas of when to add checksums."""
    return RecordingS3Storage(**running.options, checksums=request.param)


@pytest.fixture(scope="module")
def any_store(running):
    return RecordingS3Storage(**running.options)


def test_what_is_saved_is_in_the_bucket_and_comes_back(store, bucket):
    name = store.save("ab/abcd", ContentFile(VOICES))

    assert name == "ab/abcd"
    assert bucket.objects["ab/abcd"].content == VOICES
    with store.open("ab/abcd") as file:
        assert (file.size, file.read()) == (len(VOICES), VOICES)


def test_the_store_is_told_the_digest_of_the_upload(store, bucket):
    audio = ContentFile(VOICES)
    audio.sha256 = hashlib.sha256(VOICES).hexdigest()

    store.save("ab/abcd", audio)

    told = bucket.requests[-1].headers["x-amz-checksum-sha256"]
    assert base64.b64decode(told).hex() == audio.sha256
    assert bucket.methods() == ["PUT"]


def test_bytes_that_do_not_match_their_digest_are_refused(store, bucket):
    audio = ContentFile(VOICES)
    audio.sha256 = hashlib.sha256(b"others").hexdigest()

    with pytest.raises(StoreFault, match=r"refused the bytes.+BadDigest"):
        store.save("ab/abcd", audio)

    assert bucket.objects == {}


def test_saving_again_replaces_whole(store, bucket):
    store.save("ab/abcd", ContentFile(b"the same bytes"))
    store.save("ab/abcd", ContentFile(b"the same bytes"))

    assert {key: found.content for key, found in bucket.objects.items()} == {
        "ab/abcd": b"the same bytes"
    }


def test_deleting_may_be_repeated(store, bucket):
    bucket.put("ab/abcd", VOICES)

    store.delete("ab/abcd")
    store.delete("ab/abcd")

    assert not store.exists("ab/abcd")


def test_a_part_is_fetched_as_a_part(store, bucket):
    bucket.put("ab/abcd", VOICES)

    with store.open("ab/abcd") as file:
        file.file.read_until(5_100)
        file.seek(5_000)
        part = file.read(4_000)

    assert part == VOICES[5_000:5_100]
    assert [request.headers.get("range") for request in bucket.requests] == [
        None,  # how long it is
        "bytes=5000-5099",
    ]


def test_reading_goes_on_where_it_was_sent(any_store, bucket):
    bucket.put("ab/abcd", b"0123456789")

    with any_store.open("ab/abcd") as file:
        read = [file.read(3), file.read(2)]
        file.seek(1)
        read += [file.read(2)]
        file.seek(-1, 2)
        read += [file.read(), file.read()]

    assert read == [b"012", b"34", b"12", b"9", b""]


def test_a_thousand_and_one_names_are_listed(any_store, bucket):
    bucket.page = 2
    for key in ("ab/1", "ab/2", "ab/3", "cd/1", "top"):
        bucket.put(key, b"x")

    assert any_store.listdir("ab") == ([], ["1", "2", "3"])
    assert any_store.listdir("") == (["ab", "cd"], ["top"])
    assert any_store.listdir("ef") == ([], [])


def test_an_object_that_is_not_there(any_store, bucket):
    with pytest.raises(FileNotFoundError):
        any_store.open("ab/abcd")
    with pytest.raises(FileNotFoundError):
        any_store.get_modified_time("ab/abcd")


def test_an_object_that_goes_while_it_is_read(any_store, bucket):
    bucket.put("ab/abcd", VOICES)

    with any_store.open("ab/abcd") as file:
        bucket.objects.clear()
        with pytest.raises(FileNotFoundError):
            file.read()


def without_bucket(bucket):
    bucket.buckets = set()


def failing(fault):
    def fail(bucket):
        bucket.fault = fault

    return fail


def an_hour_ahead(bucket):
    bucket.ahead = timedelta(hours=1)


SAYS = {
    "no bucket": (without_bucket, {}, "doesn't exist: create it, or correct S3_BUCKET"),
    "denied": (failing("deny"), {}, "denies access: its key needs s3:ListBucket"),
    "failing": (failing("500"), {}, "is overloaded or failing"),
    "clock": (an_hour_ahead, {}, "this machine's clock is wrong: set the clock"),
    "key": (None, {"access_key": "nobody"}, "correct S3_ACCESS_KEY_ID"),
    "secret": (None, {"secret_key": "wrong"}, "correct S3_SECRET_ACCESS_KEY"),
    "region": (None, {"region_name": "eu-other-1"}, "correct S3_REGION"),
    "away": (None, {"endpoint_url": "http://127.0.0.1:9"}, "isn't answering"),
}


@pytest.mark.parametrize("fault", SAYS)
def test_what_is_wrong_with_the_store_is_told_in_a_sentence(bucket, fault):
    spoil, options, sentence = SAYS[fault]
    if spoil:
        spoil(bucket)
    store = RecordingS3Storage(**bucket.options | options)

    with pytest.raises(StoreFault, match=sentence) as told:
        store.save("ab/abcd", ContentFile(VOICES))

    assert "bucket recordings at http://127.0.0.1:" in str(told.value)
    assert len(bucket.requests) <= 1  # one attempt


@pytest.mark.parametrize("fault", ["no bucket", "away", "denied"])
@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.exists("ab/abcd"),
        lambda store: store.open("ab/abcd"),
        lambda store: store.listdir("ab"),
        lambda store: store.delete("ab/abcd"),
    ],
    ids=["exists", "open", "listdir", "delete"],
)
def test_no_question_takes_a_broken_store_for_an_empty_one(bucket, fault, ask):
    spoil, options, _ = SAYS[fault]
    if spoil:
        spoil(bucket)

    with pytest.raises(StoreFault):
        ask(RecordingS3Storage(**bucket.options | options))


def test_a_store_that_says_nothing_is_not_waited_for(bucket, monkeypatch):
    monkeypatch.setattr(s3_storage, "READ_SECONDS", 0.1)
    store = RecordingS3Storage(**bucket.options)
    bucket.fault = "slow"

    with pytest.raises(StoreFault, match="isn't answering"):
        store.save("ab/abcd", ContentFile(VOICES))

    assert len(bucket.requests) == 1


def test_a_store_that_takes_it_in_drops_is_left_at_the_deadline(bucket, monkeypatch):
    monkeypatch.setattr(s3_storage, "deadline_seconds", lambda size_bytes: -1)
    store = RecordingS3Storage(**bucket.options)

    with pytest.raises(OSError, match="takes too long"):
        store.save("ab/abcd", ContentFile(VOICES))

    assert bucket.objects == {}


def test_the_deadline_counts_from_the_beginning():
    reader = TimedReader(ContentFile(VOICES), seconds=30)

    assert (reader.read(6), reader.tell()) == (b"voices", 6)


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.save("ab/other", ContentFile(VOICES)),
        lambda store: store.open("ab/abcd").read(),
    ],
    ids=["storing", "reading"],
)
def test_a_connection_that_is_cut(any_store, bucket, use):
    bucket.put("ab/abcd", VOICES)
    bucket.fault = "cut"

    with pytest.raises(StoreFault):
        use(any_store)

    assert set(bucket.objects) == {"ab/abcd"}


def test_nobody_gets_a_link(any_store):
    with pytest.raises(NotImplementedError):
        any_store.url("ab/abcd")


def test_neither_key_nor_secret_is_logged(any_store, bucket, caplog):
    caplog.set_level(logging.INFO)

    any_store.save("ab/abcd", ContentFile(VOICES))

    assert bucket.options["secret_key"] not in caplog.text
    assert bucket.options["access_key"] not in caplog.text
