"""What processing leaves in the database and in the store, also when it is cut off or doubled."""

import hashlib
import os
import time
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError

from calls.choices import RecordingStatus
from calls.models import CallLog, Recording, Waveform
from calls.processing.waveform import PROCESSING_VERSION, unpack
from calls.services import process_recording as module
from calls.services.dead_letters import GIVEN_UP
from calls.services.process_recording import process_recording
from calls.services.reconcile_recordings import reconcile_recordings
from calls.storage import StoreUnavailable
from tests.calls.made_calls import recorded_call
from tests.cast import AUDIO

pytestmark = pytest.mark.django_db


def stored_call(agent, audio="speech.amr", **fields):
    return recorded_call(
        agent, audio=audio, status=RecordingStatus.STORED, content_type="", **fields
    )


def processed(call, **how):
    process_recording(recording_id=call.recording.pk, **how)
    return Recording.objects.get(call=call)


def objects():
    """Every file in the store, by its key."""
    folder = Path(storages["recordings"].location)
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)) for path in found}


def test_what_browsers_cannot_play_gets_a_copy_beside_the_original(agent):
    call = stored_call(agent, "speech.amr")

    recording = processed(call)

    assert objects() == {recording.storage_key, recording.playable_key}
    with storages["recordings"].open(recording.playable_key) as file:
        copy = file.read()
    assert (len(copy), hashlib.sha256(copy).hexdigest()) == (
        recording.playable_size_bytes,
        recording.playable_sha256,
    )
    assert copy[4:8] == b"ftyp"
    with storages["recordings"].open(recording.storage_key) as file:
        assert file.read() == (AUDIO / "speech.amr").read_bytes()


def test_what_browsers_play_gets_no_copy(agent):
    recording = processed(stored_call(agent, "speech.m4a"))

    assert (recording.playable_key, recording.playable_size_bytes) == (None, None)
    assert objects() == {recording.storage_key}


def test_the_shape_stands_on_the_recording_and_in_its_waveform(agent):
    recording = processed(stored_call(agent, "two-party-stereo.m4a"))

    waveform = Waveform.objects.get(recording=recording)
    assert len(recording.peaks) == 40
    assert max(recording.peaks) > 0
    assert waveform.channels == 2
    assert waveform.duration_seconds == recording.duration_seconds
    assert [level["buckets"] for level in unpack(bytes(waveform.peaks))] == [400, 2000]
    assert recording.processing_version == PROCESSING_VERSION


def test_the_calls_codes_are_those_of_the_findings(agent):
    call = stored_call(agent, "silent.amr")

    recording = processed(call)

    codes = [finding["code"] for finding in recording.findings]
    assert "silent" in codes
    assert CallLog.objects.get(pk=call.pk).finding_codes == codes


def test_what_was_quarantined_has_none_of_it(agent):
    recording = processed(stored_call(agent, "bad-html-as.mp3"))

    assert recording.status == RecordingStatus.QUARANTINED
    assert (bytes(recording.peaks), recording.playable_key, recording.findings) == (b"", None, [])
    assert not Waveform.objects.exists()


# --- Again -----------------------------------------------------------------------------------


def test_processing_again_replaces_the_copy_and_deletes_the_old_one(agent):
    call = stored_call(agent)
    first = processed(call)

    second = processed(call, again=True)

    assert second.playable_key != first.playable_key
    assert objects() == {second.storage_key, second.playable_key}
    assert Waveform.objects.count() == 1
    assert second.processed_at > first.processed_at


def test_a_ready_recording_is_ready_while_it_is_processed_again(agent, monkeypatch):
    call = stored_call(agent)
    before = processed(call)
    seen = []
    really = module.process

    def looking(*args, **kwargs):
        seen.append(Recording.objects.values("status", "playable_key").get())
        return really(*args, **kwargs)

    monkeypatch.setattr(module, "process", looking)
    processed(call, again=True)

    assert seen == [{"status": "ready", "playable_key": before.playable_key}]


def test_a_ready_recording_that_cannot_be_examined_now_stays_as_it_was(agent, settings, caplog):
    call = stored_call(agent)
    processed(call)
    before = Recording.objects.values().get()
    settings.MAX_DECODED_SECONDS = 1

    processed(call, again=True)

    assert Recording.objects.values().get() == before
    assert objects() == {before["storage_key"], before["playable_key"]}
    assert "stays as it was" in caplog.text


def test_a_ready_recording_whose_bytes_changed_fails_and_keeps_its_copy(agent):
    call = stored_call(agent)
    before = processed(call)
    Path(storages["recordings"].path(before.storage_key)).write_bytes(b"something else")

    after = processed(call, again=True)

    assert after.status == RecordingStatus.FAILED
    assert after.playable_key == before.playable_key
    assert before.playable_key in objects()


def test_what_is_quarantined_the_second_time_loses_its_copy(agent):
    call = stored_call(agent)
    before = processed(call)
    bad = (AUDIO / "bad-html-as.mp3").read_bytes()
    Path(storages["recordings"].path(before.storage_key)).write_bytes(bad)
    Recording.objects.update(sha256=hashlib.sha256(bad).hexdigest())

    after = processed(call, again=True)

    assert (after.status, after.playable_key) == (RecordingStatus.QUARANTINED, None)
    assert objects() == {after.storage_key}
    assert not Waveform.objects.exists()
    assert CallLog.objects.get(pk=call.pk).finding_codes == []


def test_what_was_given_up_is_ready_after_another_try(agent):
    call = stored_call(agent)
    Recording.objects.update(status=RecordingStatus.FAILED, status_reason=GIVEN_UP)

    after = processed(call)

    assert (after.status, after.status_reason) == (RecordingStatus.READY, "")


# --- Cut off and doubled ---------------------------------------------------------------------


@pytest.mark.parametrize("again", [False, True], ids=["the first time", "again"])
def test_of_two_workers_at_once_one_counts(agent, monkeypatch, again):
    call = stored_call(agent)
    if again:
        processed(call)
    really = module._settle

    def overtaken(begun, verdict, made):
        monkeypatch.setattr(module, "_settle", really)
        process_recording(recording_id=begun.pk, again=again)
        winner.append(Recording.objects.values().get())
        return really(begun, verdict, made)

    winner = []
    monkeypatch.setattr(module, "_settle", overtaken)
    processed(call, again=again)

    assert [Recording.objects.values().get()] == winner
    assert objects() == {winner[0]["storage_key"], winner[0]["playable_key"]}


def test_a_recording_that_is_erased_meanwhile_stays_erased(agent, monkeypatch):
    call = stored_call(agent)
    really = module._settle

    def erased(*args):
        Recording.objects.update(status=RecordingStatus.ERASED)
        return really(*args)

    monkeypatch.setattr(module, "_settle", erased)
    recording = processed(call)

    assert (recording.status, recording.playable_key) == (RecordingStatus.ERASED, None)
    assert objects() == {recording.storage_key}


def test_dying_after_storing_leaves_a_stray_that_the_daily_check_deletes(agent, monkeypatch):
    call = stored_call(agent)
    for _ in range(100):  # a stray is one in a hundred
        stored_call(agent, b"x")

    def dies(*args):
        raise DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_settle", dies)
        with pytest.raises(DatabaseError):
            processed(call)
    recording = processed(call)
    age_objects()
    stray = objects() - named()
    found = reconcile_recordings(for_real=True)

    assert len(stray) == 1
    assert (set(found.strays), found.deleted, found.missing) == (stray, 1, [])
    assert recording.playable_key in objects()


def test_a_store_that_takes_no_copy_leaves_the_recording_for_another_try(agent, monkeypatch):
    call = stored_call(agent)

    def full(self, name, content):
        raise OSError("no space")

    monkeypatch.setattr(type(storages["recordings"]), "_save", full)
    with pytest.raises(StoreUnavailable):
        processed(call)

    assert Recording.objects.get(call=call).status == RecordingStatus.PROCESSING
    assert not Waveform.objects.exists()


def test_an_old_copy_that_cannot_be_deleted_now_is_left_to_the_daily_check(agent, monkeypatch):
    call = stored_call(agent)
    before = processed(call)

    def stuck(self, name):
        raise OSError("busy")

    monkeypatch.setattr(type(storages["recordings"]), "delete", stuck)
    after = processed(call, again=True)

    assert after.status == RecordingStatus.READY
    assert objects() == {after.storage_key, after.playable_key, before.playable_key}


def named():
    keys = Recording.objects.values_list("storage_key", "playable_key")
    return {key for pair in keys for key in pair if key}


def age_objects():
    long_ago = time.time() - 2 * 24 * 60 * 60
    for key in objects():
        os.utime(storages["recordings"].path(key), (long_ago, long_ago))
