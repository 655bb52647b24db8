import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from calls.models import Recording
from calls.services.process_recording import process_recording
from tests.calls.made_calls import made_call, recorded_call
from tests.stores.checking_store import running_store

pytestmark = pytest.mark.django_db

AUDIO = ("speech.m4a", "speech.amr", "speech.wav")


@pytest.fixture(scope="module")
def running():
    with running_store() as store:
        yield store


@pytest.fixture
def bucket(running, settings):
    """The new store."""
    running.reset()
    new = {"BACKEND": "calls.s3_storage.RecordingS3Storage", "OPTIONS": running.options}
    settings.STORAGES = {**settings.STORAGES, "recordings_new": new}
    return running


@pytest.fixture
def recordings(agent):
    """Three with bytes, oldest first; and calls without any."""
    for name in AUDIO:
        recorded_call(agent, audio=name)
    made_call(agent, status="absent")
    made_call(agent, status="expected")
    return list(Recording.objects.exclude(storage_key=None).order_by("id"))


def copy(**options):
    call_command("copy_recordings", to="recordings_new", **options)


def spoil(recording, content=b"other"):
    storages["recordings"].delete(recording.storage_key)
    if content is not None:
        storages["recordings"].save(recording.storage_key, ContentFile(content))


def read(recording, store="recordings"):
    with storages[store].open(recording.storage_key) as file:
        return file.read()


def test_it_says_what_it_would_do(recordings, bucket, capsys):
    copy()

    assert bucket.objects == {}
    assert capsys.readouterr().out == (
        "3 recordings would be copied to recordings_new, with --for-real; 0 were there already.\n"
    )


def test_every_object_is_copied_and_none_is_taken_away(recordings, bucket, capsys):
    copy(is_for_real=True)

    assert {key: found.content for key, found in bucket.objects.items()} == {
        recording.storage_key: read(recording) for recording in recordings
    }
    assert capsys.readouterr().out == (
        "Copied 3 recordings to recordings_new; 0 were there already.\n"
    )


@pytest.fixture
def processed(agent):
    """With a copy for browsers beside the original."""
    call = recorded_call(agent, audio="speech.amr", status="stored", content_type="")
    process_recording(recording_id=call.recording.pk)
    return Recording.objects.get(call=call)


def test_the_copy_for_browsers_goes_where_the_original_goes(processed, bucket, capsys):
    copy(is_for_real=True)
    copy(is_for_real=True)

    assert set(bucket.objects) == {processed.storage_key, processed.playable_key}
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Copied 1 recordings to recordings_new; 0 ")
    assert told[1].startswith("Copied 0 recordings to recordings_new; 1 ")


def test_a_copy_for_browsers_that_is_lost_is_named(processed, bucket, capsys):
    storages["recordings"].delete(processed.playable_key)

    with pytest.raises(CommandError, match="1 recordings were left out"):
        copy(is_for_real=True)
    with pytest.raises(CommandError, match="1 of 1 recordings are not as they were"):
        call_command("verify_recordings", is_all=True)

    told = f"{processed.pk} {processed.playable_key} the copy to be played is missing"
    assert capsys.readouterr().out.splitlines() == [told, told]


def test_a_copy_that_was_stopped_goes_on(recordings, bucket, capsys, monkeypatch):
    really_save = type(storages["recordings_new"])._save

    def save_one(self, name, content):
        if bucket.objects:
            bucket.fault = "500"
        return really_save(self, name, content)

    with monkeypatch.context() as faulty:
        faulty.setattr(type(storages["recordings_new"]), "_save", save_one)
        with pytest.raises(CommandError, match=r"Stopped after 1 copies: .+ Run it again to go"):
            copy(is_for_real=True)
    bucket.fault = ""
    copy(is_for_real=True)

    assert len(bucket.objects) == 3
    assert capsys.readouterr().out == (
        "Copied 2 recordings to recordings_new; 1 were there already.\n"
    )
    assert bucket.methods().count("PUT") == 4  # the one that failed came twice


def test_what_was_cut_short_in_the_new_store_is_copied_again(recordings, bucket):
    bucket.put(recordings[0].storage_key, b"half of")

    copy(is_for_real=True)

    assert bucket.objects[recordings[0].storage_key].content == read(recordings[0])


@pytest.mark.parametrize(
    ("content", "finding"),
    [(None, "is missing"), (b"other", "differs from what was received")],
    ids=["missing", "altered"],
)
def test_bytes_that_are_not_what_was_received_stay_behind(
    recordings, bucket, capsys, content, finding
):
    spoil(recordings[1], content)

    with pytest.raises(CommandError, match="1 recordings were left out"):
        copy(is_for_real=True)

    assert set(bucket.objects) == {recordings[0].storage_key, recordings[2].storage_key}
    assert capsys.readouterr().out == (
        f"{recordings[1].pk} {recordings[1].storage_key} {finding}\n"
    )


def test_a_store_that_gives_back_other_bytes_is_not_trusted(recordings, bucket, monkeypatch):
    def save_other(self, name, content):
        bucket.put(name, b"other")
        return name

    monkeypatch.setattr(type(storages["recordings_new"]), "_save", save_other)

    with pytest.raises(CommandError, match="gave back other bytes than it was sent"):
        copy(is_for_real=True)

    assert bucket.objects == {}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("recordings", "That is the store that they are in"),
        ("elsewhere", "There is no store elsewhere. Set NEW_RECORDINGS_STORE"),
        ("staticfiles", "There is no store staticfiles"),
    ],
)
def test_a_store_that_nothing_can_be_copied_to(recordings, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("copy_recordings", to=name, is_for_real=True)


def test_all_is_well_after_a_copy(recordings, bucket, capsys):
    copy(is_for_real=True)
    capsys.readouterr()

    for store in ("recordings", "recordings_new"):
        call_command("verify_recordings", is_all=True, store=store)

    assert capsys.readouterr().out == "All of 3 recordings are as they were received.\n" * 2


def test_what_differs_or_is_missing_is_named(recordings, capsys):
    flipped = bytearray(read(recordings[0]))
    flipped[100] ^= 1
    spoil(recordings[0], bytes(flipped))
    spoil(recordings[1], None)
    spoil(recordings[2], b"short")

    with pytest.raises(CommandError, match="3 of 3 recordings are not as they were received"):
        call_command("verify_recordings", is_all=True)

    size = recordings[2].size_bytes
    findings = ["differs from what was received", "is missing", f"has 5 bytes, not {size}"]
    assert capsys.readouterr().out.splitlines() == [
        f"{recording.pk} {recording.storage_key} {finding}"
        for recording, finding in zip(recordings, findings, strict=True)
    ]


def test_a_sample_reads_as_many_as_it_says(recordings, capsys):
    call_command("verify_recordings", sample=2)

    assert capsys.readouterr().out == "All of 2 recordings are as they were received.\n"


def test_a_file_that_cannot_be_read_is_a_finding(recordings, capsys, monkeypatch):
    really_open = type(storages["recordings"])._open

    def broken(self, name, mode="rb"):
        if name == recordings[0].storage_key:
            raise OSError(5, "Input/output error")
        return really_open(self, name, mode)

    monkeypatch.setattr(type(storages["recordings"]), "_open", broken)

    with pytest.raises(CommandError, match="1 of 3 recordings"):
        call_command("verify_recordings", is_all=True)

    assert "can't be read: Input/output error" in capsys.readouterr().out


def test_a_store_that_is_away_is_not_taken_for_lost_recordings(recordings, bucket):
    bucket.buckets = set()

    with pytest.raises(CommandError, match=r"Nothing more can be verified: .+create it"):
        call_command("verify_recordings", is_all=True, store="recordings_new")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"sample": 0}, "--sample must be 1 or more"),
        ({"store": "elsewhere"}, "There is no store elsewhere; there is recordings"),
    ],
)
def test_a_question_that_cannot_be_answered(db, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("verify_recordings", **options)
