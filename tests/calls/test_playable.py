"""GET /v1/calls/{id}/playable: what a browser plays."""

import pytest
from django.core.files.storage import storages

from calls.choices import RecordingStatus
from calls.models import Listen, Recording
from calls.services import find_playable
from calls.services.process_recording import process_recording
from tests.calls.made_calls import hang_up, made_call, recorded_call
from tests.cast import AUDIO, PLAYABLE

pytestmark = pytest.mark.django_db


def path(call):
    return f"/v1/calls/{call.pk}/playable"


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def stored_call(agent, audio, **fields):
    return recorded_call(
        agent, audio=audio, status=RecordingStatus.STORED, content_type="", **fields
    )


def ready_call(agent, audio):
    call = stored_call(agent, audio)
    process_recording(recording_id=call.recording.pk)
    return type(call).objects.select_related("recording").get(pk=call.pk)


@pytest.fixture
def listener(agent, client_of):
    return client_of(agent)


def bytes_of(key):
    with storages["recordings"].open(key) as file:
        return file.read()


@pytest.mark.parametrize("name", PLAYABLE)
def test_every_recording_plays_as_a_type_that_browsers_know(agent, listener, name):
    call = ready_call(agent, name)
    recording = call.recording

    answer = listener.get(path(call))
    told = listener.get(f"/v1/calls/{call.pk}").json()["recording"]

    copied = bytes_of(recording.playable_key or recording.storage_key)
    assert answer.status_code == 200
    assert body(answer) == copied
    assert told["playable_type"] == answer.headers["Content-Type"]
    assert answer.headers["Content-Type"] not in {"audio/amr", "audio/amr-wb", "audio/3gpp"}


def test_a_copy_is_served_by_the_rules_for_audio(agent, listener):
    call = ready_call(agent, "speech.amr")
    copy = bytes_of(call.recording.playable_key)

    whole = listener.get(path(call))
    part = listener.get(path(call), headers={"range": "bytes=10-19"})
    known = listener.get(path(call), headers={"if-none-match": whole.headers["ETag"]})
    head = listener.head(path(call))

    assert body(whole) == copy
    assert whole.headers["Content-Type"] == "audio/mp4"
    assert whole.headers["ETag"] == f'"{call.recording.playable_sha256}"'
    assert whole.headers["Content-Disposition"].startswith('inline; filename="call-2026-11-20')
    assert whole.headers["Content-Disposition"].endswith('.m4a"')
    assert whole.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Cache-Control"] == "private, no-store"
    assert (part.status_code, body(part)) == (206, copy[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(copy)}"
    assert known.status_code == 304
    assert (head.headers["Content-Length"], body(head)) == (str(len(copy)), b"")


@pytest.mark.parametrize(
    ("audio", "content_type"),
    [
        ("speech.wav", "audio/wav"),
        ("speech.m4a", "audio/mp4"),
        ("speech.mp3", "audio/mpeg"),
        ("speech.flac", "audio/flac"),
    ],
)
@pytest.mark.parametrize("status", ["stored", "processing"])
def test_one_still_being_processed_plays_from_the_original(
    agent, listener, audio, content_type, status
):
    call = recorded_call(agent, audio=audio, status=status, content_type="")

    answer = listener.get(path(call))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert body(answer) == (AUDIO / audio).read_bytes()


@pytest.mark.parametrize("audio", ["speech.amr", "speech.3gp", "speech.ogg", b"<html>", b""])
def test_one_still_being_processed_that_not_every_browser_plays_comes_in_a_moment(
    agent, listener, audio
):
    call = stored_call(agent, audio)

    answer = listener.get(path(call))

    assert (answer.status_code, answer.json()["code"]) == (409, "recording_not_ready")
    assert answer.json()["retryable"] is True
    assert answer.headers["Retry-After"] == "5"
    assert not Listen.objects.exists()


def test_what_was_quarantined_does_not_play_while_it_is_looked_at_again(agent, listener):
    call = stored_call(agent, "bad-html-as.mp3")
    process_recording(recording_id=call.recording.pk)
    Recording.objects.update(status=RecordingStatus.PROCESSING)

    answer = listener.get(path(call))

    assert (answer.status_code, answer.json()["code"]) == (409, "recording_not_ready")


@pytest.mark.parametrize("status", ["quarantined", "failed"])
def test_one_that_cannot_be_played_says_why(agent, listener, status):
    call = recorded_call(agent, status=status, recording={"status_reason": "This is a video."})

    answer = listener.get(path(call))

    assert (answer.status_code, answer.json()["code"]) == (409, "recording_not_playable")
    assert answer.json()["detail"] == "This recording can't be played. This is a video."
    assert not Listen.objects.exists()


def test_one_from_before_there_were_copies_says_what_to_do(agent, listener):
    call = recorded_call(agent, audio="speech.amr", content_type="audio/amr")

    answer = listener.get(path(call))

    assert (answer.status_code, answer.json()["code"]) == (409, "recording_not_playable")
    assert "reprocess" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("status", "code", "problem"),
    [
        ("expected", 404, "recording_absent"),
        ("absent", 404, "recording_absent"),
        ("erased", 410, "recording_erased"),
    ],
)
def test_without_bytes(agent, listener, status, code, problem):
    answer = listener.get(path(made_call(agent, status=status)))

    assert (answer.status_code, answer.json()["code"]) == (code, problem)


def test_who_may_see_but_not_hear_gets_neither_audio_nor_shape(agent, auditor, client_of):
    call = ready_call(agent, "speech.amr")
    client = client_of(auditor)

    refused = [client.get(f"/v1/calls/{call.pk}/{what}") for what in ("playable", "waveform")]
    told = client.get(f"/v1/calls/{call.pk}").json()["recording"]

    assert {(each.status_code, each.json()["code"]) for each in refused} == {
        (403, "may_not_listen")
    }
    assert told["peaks"] is None
    assert not Listen.objects.exists()


# --- Listens ---------------------------------------------------------------------------------


def test_pieces_a_cut_stream_and_the_original_are_one_listen(agent, listener):
    call = ready_call(agent, "speech.amr")

    hang_up(listener.get(path(call)))
    for piece in ("bytes=0-99", "bytes=100-199", "bytes=-50"):
        body(listener.get(path(call), headers={"range": piece}))
    body(listener.get(f"/v1/calls/{call.pk}/recording"))

    assert [(each.listener, each.kind) for each in Listen.objects.all()] == [(agent, "play")]


def test_head_and_a_store_that_fails_leave_no_listen(agent, listener):
    call = ready_call(agent, "speech.amr")

    listener.head(path(call))
    storages["recordings"].delete(call.recording.playable_key)
    lost = listener.get(path(call))

    assert (lost.status_code, lost.json()["code"]) == (503, "recording_lost")
    assert not Listen.objects.exists()


def test_a_copy_that_is_replaced_while_it_is_asked_for_plays(agent, listener, monkeypatch):
    call = ready_call(agent, "speech.amr")
    really = find_playable.copy_of

    def replaced(recording):
        monkeypatch.setattr(find_playable, "copy_of", really)
        process_recording(recording_id=recording.pk, again=True)
        return really(recording)

    monkeypatch.setattr(find_playable, "copy_of", replaced)
    answer = listener.get(path(call))

    assert answer.status_code == 200
    assert body(answer) == bytes_of(Recording.objects.get().playable_key)


# --- nginx -----------------------------------------------------------------------------------


def test_nginx_is_told_to_send_the_copy(agent, listener, settings):
    settings.IS_NGINX_SENDING_RECORDINGS = True
    call = ready_call(agent, "speech.amr")

    answer = listener.get(path(call))

    assert answer.headers["X-Accel-Redirect"] == (
        f"/recordings-in-files/{call.recording.playable_key}"
    )
    assert answer.headers["Content-Type"] == "audio/mp4"
    assert Listen.objects.count() == 1


def test_parameters_that_it_does_not_know(agent, listener):
    call = ready_call(agent, "speech.m4a")

    answer = listener.get(path(call) + "?download")

    assert answer.status_code == 400
