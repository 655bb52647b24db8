"""From a ready recording to its words, by a server that may say anything: over real HTTP."""

import asyncio
import io
import socket
import ssl
import subprocess
import threading
import time
import wave
from array import array
from contextlib import contextmanager, suppress
from datetime import timedelta

import av
import httpx
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Team
from callcrm.transcription import Transcription
from calls.choices import RecordingStatus
from calls.models import CallLog, Recording, Transcript
from calls.services import transcribe_recording as transcribe_recording_module
from calls.services.attempt_transcription import (
    MAX_POSTPONEMENTS,
    Attempt,
    attempt_transcription,
    wait_seconds,
)
from calls.services.dead_letters import MAX_ATTEMPTS, dead_letters, retry_dead_letter
from calls.services.edit_transcript import edit_transcript
from calls.services.enqueue_processing import Queue
from calls.services.enqueue_transcription import TRANSCRIBE_RECORDING, enqueue_transcription
from calls.services.process_recording import process_recording
from calls.services.requeue_stalled_jobs import requeue_stalled_jobs
from calls.services.transcribe_recording import transcribe_recording
from calls.services.write_transcript import write_transcript
from calls.transcribing import ask as ask_module
from calls.transcribing.answer import MAX_SEGMENT_CHARACTERS, MAX_SEGMENTS
from calls.transcribing.ask import ask, is_reachable
from calls.transcribing.deadline import Deadline
from calls.transcribing.faults import RecordingRefused, ServerBusy, TranscriptionFault
from calls.transcribing.languages import language_code, search_config
from tests.calls import strange_files
from tests.calls.made_calls import recorded_call
from tests.calls.transcription_server import PATH, Reply, raw, running, spoken
from tests.cast import AUDIO

SECONDS = 11.006


@pytest.fixture
def server(settings):
    with running() as server:
        settings.TRANSCRIPTION = Transcription(
            url=server.url, model="small", api_key="open-sesame", timeout_seconds=5
        )
        yield server


@pytest.fixture
def call(agent):
    return recorded_call(agent, recording={"duration_seconds": SECONDS})


def transcribe(call, **options):
    transcribe_recording(recording_id=call.recording.pk, **options)
    return transcript_of(call)


def transcript_of(call):
    return Transcript.objects.get(recording__call=call)


def lines(transcript):
    return [
        (line.start_seconds, line.end_seconds, line.side, line.text)
        for line in transcript.segments.all()
    ]


def doubled(name):
    """A WAV of one channel with that channel in both."""
    with wave.open(str(AUDIO / name)) as mono:
        samples, rate = array("h", mono.readframes(mono.getnframes())), mono.getframerate()
    both = array("h", bytes(4 * len(samples)))
    both[0::2] = both[1::2] = samples
    file = io.BytesIO()
    with wave.open(file, "wb") as stereo:
        stereo.setparams((2, 2, rate, len(samples), "NONE", ""))
        stereo.writeframes(both.tobytes())
    return file.getvalue()


def finds(transcript, words, config="english"):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search_vector @@ plainto_tsquery(%s, %s) FROM transcripts WHERE id = %s",
            [config, words, transcript.pk],
        )
        return cursor.fetchone()[0]


def jobs():
    return ProcrastinateJob.objects.filter(task_name=TRANSCRIBE_RECORDING).order_by("id")


# --- What is asked ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_server_gets_what_openais_would(server, call):
    transcribe(call)

    [asked] = server.asked
    assert (asked.path, asked.authorization) == (PATH, "Bearer open-sesame")
    assert asked.fields == {
        "model": "small",
        "response_format": "verbose_json",
        "timestamp_granularities[]": "segment",
    }
    assert (asked.file_name, asked.content_type) == ("recording.flac", "audio/flac")


@pytest.mark.django_db
def test_a_language_that_is_set_is_asked_for(server, call, settings):
    settings.TRANSCRIPTION = Transcription(url=server.url, model="small", language="de")

    transcribe(call)

    [asked] = server.asked
    assert (asked.fields["language"], asked.authorization) == ("de", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("audio", "content_type"),
    [("speech.amr", "audio/amr"), ("speech.m4a", "audio/mp4"), ("speech.3gp", "audio/3gpp")],
)
def test_whatever_the_phone_recorded_is_sent_as_plain_flac(server, agent, audio, content_type):
    transcribe(recorded_call(agent, audio=audio, content_type=content_type))

    [asked] = server.asked
    with av.open(io.BytesIO(asked.audio)) as sent:
        [stream] = sent.streams
        assert stream.codec_context.name == "flac"
        assert (stream.codec_context.sample_rate, stream.codec_context.channels) == (16_000, 1)
        # Whisper.cpp asks the head of the file for its length.
        assert sent.duration / av.time_base == pytest.approx(11.0, abs=0.1)
        assert dict(sent.metadata).keys() <= {"encoder"}


@pytest.mark.django_db
def test_both_sides_of_a_stereo_recording_are_heard_by_themselves(server, agent):
    server.replies = [
        spoken((1.0, 2.0, "How can I help?"), (8.0, 9.0, "Gladly.")),
        spoken((3.0, 7.0, "My order hasn't come.")),
    ]

    transcript = transcribe(recorded_call(agent, audio="two-party-stereo.m4a"))

    assert lines(transcript) == [
        (1.0, 2.0, "left", "How can I help?"),
        (3.0, 7.0, "right", "My order hasn't come."),
        (8.0, 9.0, "left", "Gladly."),
    ]
    left, right = server.asked
    assert left.audio != right.audio


@pytest.mark.django_db
def test_a_side_on_which_nobody_speaks_is_not_sent(server, agent):
    transcript = transcribe(recorded_call(agent, audio="one-sided-stereo.m4a"))

    assert len(server.asked) == 1
    assert {side for _, _, side, _ in lines(transcript)} == {"left"}


@pytest.mark.django_db
def test_one_microphone_in_both_channels_is_heard_once(server, agent):
    transcript = transcribe(recorded_call(agent, audio=doubled("speech.wav")))

    assert len(server.asked) == 1
    assert {side for _, _, side, _ in lines(transcript)} == {""}


@pytest.mark.django_db
def test_a_stream_that_changes_its_rate_on_the_way_is_decoded_to_its_end(server, agent):
    slow, fast = strange_files.adts(sample_rate_hz=8000), strange_files.adts(sample_rate_hz=16000)

    transcript = transcribe(recorded_call(agent, audio=slow + fast, content_type="audio/aac"))

    assert (transcript.status, transcript.status_reason) == ("ready", "")


@pytest.mark.django_db
def test_silence_is_not_sent_because_recognizers_hear_words_in_it(server, agent):
    transcript = transcribe(recorded_call(agent, audio="silent.amr", content_type="audio/amr"))

    assert server.asked == []
    assert (transcript.status, lines(transcript)) == ("ready", [])


# --- What is kept -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_words_are_kept_and_found(server, call):
    server.replies = [
        spoken(
            (0.0, 2.5, " Hello, this is Ada."),
            (2.5, 5.0, " I ordered three keyboards. "),
            model="small-2024",
        )
    ]

    transcript = transcribe(call)

    assert (transcript.status, transcript.status_reason) == ("ready", "")
    assert (transcript.language, transcript.search_config) == ("en", "english")
    assert (transcript.engine, transcript.engine_version) == ("small", "small-2024")
    assert lines(transcript) == [
        (0.0, 2.5, "", "Hello, this is Ada."),
        (2.5, 5.0, "", "I ordered three keyboards."),
    ]
    assert finds(transcript, "order keyboard")
    assert not finds(transcript, "refund")


@pytest.mark.parametrize(
    ("said", "code", "config"),
    [
        ("english", "en", "english"),
        ("en", "en", "english"),
        ("DE", "de", "german"),
        ("pt-BR", "pt", "portuguese"),
        (" Cantonese ", "yue", "cantonese"),
        ("nynorsk", "nn", "norwegian"),
        ("klingon", "", "simple"),
        ("'; DROP TABLE", "", "simple"),
        (None, "", "simple"),
        (["en"], "", "simple"),
    ],
)
def test_a_language_is_read_by_code_or_name(said, code, config):
    assert language_code(said) == code
    assert search_config(code) == config


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "code", "config"),
    [
        ("german", "de", "german"),
        ("polish", "pl", "simple"),  # a language that PostgreSQL has no rules for
        ("klingon", "", "simple"),
    ],
)
def test_the_text_is_searched_by_its_languages_rules(server, call, said, code, config):
    server.replies = [spoken((0.0, 1.0, "Ja."), language=said)]

    transcript = transcribe(call)

    assert (transcript.status, transcript.language) == ("ready", code)
    assert transcript.search_config == config


@pytest.mark.django_db
def test_the_side_that_says_more_decides_the_language(server, agent):
    server.replies = [
        spoken((1.0, 2.0, "Ja."), language="german"),
        spoken((3.0, 7.0, "My order hasn't come."), language="english"),
    ]

    transcript = transcribe(recorded_call(agent, audio="two-party-stereo.m4a"))

    assert transcript.language == "en"


@pytest.mark.django_db
def test_whispers_last_window_may_end_behind_the_recording(server, call):
    server.replies = [spoken((9.0, 30.0, "Goodbye."), (0.0, 4.0, "Hello."))]

    assert lines(transcribe(call)) == [
        (0.0, 4.0, "", "Hello."),
        (9.0, pytest.approx(SECONDS, abs=0.1), "", "Goodbye."),
    ]


# --- What is not ------------------------------------------------------------------------------

UNUSABLE = {
    "not JSON": raw(b"<html>It works!</html>"),
    "half an answer": Reply(b'{"segments": [{"start": 0.0,', content_length=5_000),
    "half a chunk": Reply(b'400\r\n{"segments": [', headers={"Transfer-Encoding": "chunked"}),
    "half a JSON": raw(b'{"language": "en", "segments": [{"start": 0.0, "end"'),
    "not UTF-8": raw(b'{"segments": [{"start": 0, "end": 1, "text": "\xff"}]}'),
    "an empty answer": raw(b""),
    "a list": raw([]),
    "no segments": raw({"text": "Hello."}),
    "segments that are null": raw({"text": "Hello.", "segments": None}),
    "an error that is 200": raw({"error": {"message": "CUDA out of memory"}}),
    "segments that are none": raw({"segments": "Hello."}),
    "a segment that is none": raw({"segments": ["Hello."]}),
    "no times": raw({"segments": [{"text": "Hello."}]}),
    "a time that is none": raw({"segments": [{"start": "0", "end": 1, "text": "Hello."}]}),
    "a time that is true": raw({"segments": [{"start": True, "end": 1, "text": "Hello."}]}),
    "not a number": raw(b'{"segments": [{"start": NaN, "end": 1, "text": "Hello."}]}'),
    "an endless time": raw(b'{"segments": [{"start": 0, "end": 1e999, "text": "Hello."}]}'),
    "a time before the call": spoken((-5.0, 1.0, "Hello.")),
    "an end before the call": spoken((-5.0, -1.0, "Hello.")),
    "a time long after the call": spoken((0.0, 1.0, "Hello."), (400.0, 401.0, "Bye.")),
    "an end before its start": spoken((4.0, 1.0, "Hello.")),
    "no text": raw({"segments": [{"start": 0, "end": 1}]}),
    "a NUL": spoken((0.0, 1.0, "Hello\0.")),
    "half a character": raw(b'{"segments": [{"start": 0, "end": 1, "text": "\\ud800"}]}'),
    "a huge text": spoken((0.0, 1.0, "x" * (MAX_SEGMENT_CHARACTERS + 1))),
    "many long texts": spoken(*[(0.0, 1.0, "x" * 9_000)] * 60),
    "very many segments": spoken(*[(0.0, 1.0, "x")] * (MAX_SEGMENTS + 1)),
    "deep nesting": raw(b"[" * 100_000),
    "17 MB": raw(b" " * 17_000_000),
    "a compressed answer": raw(b"\x1f\x8b", Content_Encoding="gzip"),
    "500": raw({"error": "failed to process audio"}, 500),
    "401": raw({"error": "no such key"}, 401),
    "404": raw({"detail": "Model 'small' is not installed locally."}, 404),
}


def heard(server, **settings):
    """What `ask` makes of the server's answer, with no recording and no database around it."""
    asked = Transcription(**{"url": server.url, "model": "small", "timeout_seconds": 5, **settings})
    return ask(io.BytesIO(b"fLaC"), duration_seconds=SECONDS, server=asked)


@pytest.mark.parametrize("reply", UNUSABLE.values(), ids=UNUSABLE)
def test_what_a_server_says_wrongly_is_told_in_a_sentence(server, reply):
    server.replies = [reply]

    with pytest.raises(TranscriptionFault) as fault:
        heard(server)

    assert type(fault.value) not in (ServerBusy, RecordingRefused)  # counted, and tried again
    assert fault.value.sentence.startswith("The transcription server")
    assert fault.value.sentence.endswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize("is_last_attempt", [False, True])
@pytest.mark.parametrize("name", ["half an answer", "a NUL", "a time long after the call", "500"])
def test_a_fault_leaves_no_word_and_says_why(server, call, name, is_last_attempt):
    server.replies = [UNUSABLE[name]]

    with pytest.raises(TranscriptionFault):
        transcribe(call, is_last_attempt=is_last_attempt)

    transcript = transcript_of(call)
    assert transcript.status == ("failed" if is_last_attempt else "waiting")
    assert (lines(transcript), transcript.search_vector) == ([], None)
    assert transcript.status_reason.startswith("The transcription server")


@pytest.mark.django_db
def test_half_of_a_stereo_recordings_words_are_not_kept(server, agent):
    server.replies = [spoken((1.0, 2.0, "How can I help?")), raw(b"", 500)]
    call = recorded_call(agent, audio="two-party-stereo.m4a")

    with pytest.raises(TranscriptionFault):
        transcribe(call)

    assert (transcript_of(call).status, lines(transcript_of(call))) == ("waiting", [])


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"{}", seconds_before=1.0),
        # Each byte in time, the last not.
        Reply(b'{"segments": []}', seconds_between_bytes=0.1),
        Reply(b"{}", seconds_between_bytes_of_headers=0.1),
    ],
    ids=["silence", "a trickle", "headers in a trickle"],
)
def test_a_slow_server_is_given_up_at_the_limit(server, reply):
    server.replies = [reply]
    started_at = time.monotonic()

    with pytest.raises(TranscriptionFault, match="took too long"):
        heard(server, timeout_seconds=0.4)

    assert time.monotonic() - started_at < 5


def test_a_server_that_hears_too_slowly_is_given_up(monkeypatch):
    monkeypatch.setattr(ask_module, "SEND_STALL_SECONDS", 0.3)
    monkeypatch.setattr(ask_module, "LEAST_SENT_BYTES_PER_SECOND", 100 * 1024**2)
    with hearing_slowly() as url, pytest.raises(TranscriptionFault, match="took too long"):
        ask(
            io.BytesIO(bytes(20 * 1024**2)),
            duration_seconds=SECONDS,
            server=Transcription(url=url, model="small"),
        )


@contextmanager
def hearing_slowly():
    """A server that takes a little all the time: no write stalls, and none is the last."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        is_over = threading.Event()

        def hear():
            with listener.accept()[0] as connection:
                while not is_over.wait(0.1) and connection.recv(256 * 1024):
                    pass

        thread = threading.Thread(target=hear)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        is_over.set()
        thread.join()


def test_a_deadline_that_is_over_reaches_a_server_behind_tls(tmp_path):
    with tls_server(tmp_path) as (url, trusted):
        started_at = time.monotonic()
        with (
            Deadline(send_seconds=5, answer_seconds=0.3) as deadline,
            httpx.Client(verify=trusted, timeout=30) as client,
            pytest.raises(httpx.TransportError),
        ):
            client.post(url, content=b"fLaC", extensions={"trace": deadline})

    assert deadline.is_over
    assert time.monotonic() - started_at < 5


@contextmanager
def tls_server(folder):
    """It takes what comes, says nothing, and waits for the other side to hang up."""
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1"
    subject = "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        [*command.split(), *subject.split(), "-keyout", folder / "key", "-out", folder / "cert"],
        check=True,
        capture_output=True,
    )
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(folder / "cert", folder / "key")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hear():
            accepted, _ = listener.accept()
            with suppress(OSError), ours.wrap_socket(accepted, server_side=True) as connection:
                while connection.recv(65536):
                    pass

        thread = threading.Thread(target=hear)
        thread.start()
        yield (
            f"https://127.0.0.1:{listener.getsockname()[1]}",
            ssl.create_default_context(cafile=folder / "cert"),
        )
        thread.join()


def test_a_server_that_trickles_is_not_reachable(server):
    server.replies = [Reply(b"", seconds_between_bytes_of_headers=0.1)]

    assert not is_reachable(
        Transcription(url=server.url, model="small", connect_timeout_seconds=0.4)
    )


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(server, status):
    with running() as elsewhere:
        server.replies = [raw(b"", status, Location=f"{elsewhere.url}{PATH}")]
        with pytest.raises(TranscriptionFault, match="sent us elsewhere"):
            heard(server)

    assert elsewhere.asked == []


@pytest.mark.parametrize("status", [400, 413, 415, 422])
def test_a_refused_recording_is_told_from_a_failing_server(server, status):
    server.replies = [raw({"error": "failed to read audio data"}, status)]

    with pytest.raises(RecordingRefused):
        heard(server)


@pytest.mark.django_db
def test_a_recording_that_is_refused_is_not_sent_again(server, call):
    server.replies = [raw({"error": "failed to read audio data"}, 413)]

    transcript = transcribe(call)

    assert transcript.status == "failed"
    assert transcript.status_reason == (
        "The transcription server refused the recording (it answered 413)."
    )


@pytest.mark.django_db
def test_what_cannot_be_decoded_is_not_sent(server, agent):
    transcript = transcribe(recorded_call(agent, audio=b"RIFF" + bytes(500)))

    assert server.asked == []
    assert (transcript.status, transcript.status_reason) == (
        "failed",
        "The recording can't be decoded.",
    )


@pytest.mark.django_db
def test_an_environments_proxy_hears_nothing(server, call, monkeypatch):
    with running() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        transcribe(call)

    assert proxy.asked == []


# --- A busy server ----------------------------------------------------------------------------


def attempt(call, **fields):
    first = {"overwrites_edits": False, "failures": 0, "postponements": 0, "priority": 0}
    return Attempt(recording_id=call.recording.pk, **{**first, **fields})


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (raw(b"", 429, Retry_After="120"), 120),
        (raw(b"", 429), 15),
        (raw(b"", 429, Retry_After="0"), 15),
        (raw(b"", 429, Retry_After="999999999"), 3600),
        (raw(b"", 429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), 15),
        (raw(b"", 429, Retry_After="-5"), 15),
        (raw(b"", 502), 15),
        (raw(b"", 503, Retry_After="60"), 60),
        (raw(b"", 504), 15),
    ],
)
def test_a_busy_server_says_when_to_come_again(server, reply, seconds):
    server.replies = [reply]

    with pytest.raises(ServerBusy) as busy:
        heard(server)

    assert wait_seconds(busy.value.retry_after_seconds, 0) == seconds


@pytest.mark.django_db
def test_a_busy_server_is_asked_later_and_it_counts_for_nothing(server, call):
    server.replies = [raw(b"", 429, Retry_After="120")]

    attempt_transcription(attempt(call, failures=2))

    job = jobs().get()
    assert timedelta(seconds=110) < job.scheduled_at - timezone.now() < timedelta(seconds=125)
    assert (job.args["failures"], job.args["postponements"]) == (2, 1)
    assert transcript_of(call).status == "waiting"
    assert "is busy" in transcript_of(call).status_reason


def killed_before_its_end(job):
    """What `kill -9` of the worker leaves: a job that runs, and nobody who runs it."""
    ProcrastinateJob.objects.filter(pk=job.pk).update(status="doing", worker=None)
    assert requeue_stalled_jobs(stalled_after_seconds=30) == 1


def test_a_worker_that_is_killed_after_it_put_the_work_off_leaves_one_job(queue, server, call):
    server.replies = [raw(b"", 429, Retry_After="120")]
    enqueue_transcription(recording_id=call.recording.pk)
    run_jobs_now()
    first, second = jobs()

    killed_before_its_end(first)
    run_jobs()

    assert len(server.asked) == 1
    assert [job.status for job in jobs()] == ["succeeded", "todo"]
    second.refresh_from_db()
    assert second.scheduled_at > timezone.now() + timedelta(seconds=60)


def test_a_worker_that_is_killed_before_it_put_the_work_off_asks_again(queue, server, call):
    enqueue_transcription(recording_id=call.recording.pk)
    [job] = jobs()

    killed_before_its_end(job)
    run_jobs_now()

    assert len(server.asked) == 1
    assert [job.status for job in jobs()] == ["succeeded"]
    assert transcript_of(call).status == "ready"


def test_a_processing_job_that_is_killed_before_its_end_leaves_one_transcription(
    queue, server, call
):
    for _ in range(2):
        process_recording(recording_id=call.recording.pk, again=True)

    assert jobs().count() == 1


@pytest.mark.django_db
def test_a_server_that_is_away_is_asked_later(server, call, settings):
    settings.TRANSCRIPTION = Transcription(url="http://127.0.0.1:9", model="small")

    attempt_transcription(attempt(call, failures=MAX_ATTEMPTS - 1))

    assert jobs().count() == 1
    assert transcript_of(call).status == "waiting"
    assert transcript_of(call).status_reason == "The transcription server can't be reached."


def test_each_time_it_is_left_alone_for_longer():
    assert [wait_seconds(0, times) for times in (0, 1, 2, 8, 50)] == [15, 30, 60, 3600, 3600]


@pytest.mark.django_db
def test_a_server_that_is_always_busy_is_given_up_at_last(server, call):
    server.replies = [raw(b"", 429)]

    with pytest.raises(ServerBusy):
        attempt_transcription(attempt(call, postponements=MAX_POSTPONEMENTS))

    assert not jobs().exists()
    assert transcript_of(call).status == "failed"


# --- Again ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_transcript_takes_the_old_ones_place(server, call):
    transcribe(call)
    server.replies = [spoken((0.0, 3.0, "Guten Tag."), language="german")]

    transcript = transcribe(call)

    assert lines(transcript) == [(0.0, 3.0, "", "Guten Tag.")]
    assert (transcript.language, transcript.search_config) == ("de", "german")
    assert finds(transcript, "Tage", "german")
    assert not finds(transcript, "hello")


@pytest.mark.django_db
def test_a_failure_leaves_the_old_one_as_it_was(server, call):
    before = transcribe(call)
    server.replies = [raw(b"", 500)]

    with pytest.raises(TranscriptionFault):
        transcribe(call, is_last_attempt=True)

    after = transcript_of(call)
    assert (after.status, after.updated_at) == ("ready", before.updated_at)
    assert lines(after) == [(0.0, 2.5, "", "Hello, this is Ada.")]


@pytest.mark.django_db
def test_what_people_have_edited_stays_unless_told_otherwise(server, call, support):
    segment = transcribe(call).segments.get()
    edit_transcript(call_id=call.pk, by=support, texts={segment.pk: "Hello, this is Eda."})

    kept = transcribe(call)
    assert lines(kept) == [(0.0, 2.5, "", "Hello, this is Eda.")]
    assert len(server.asked) == 1

    replaced = transcribe(call, overwrites_edits=True)
    assert lines(replaced) == [(0.0, 2.5, "", "Hello, this is Ada.")]
    assert (replaced.edited_at, replaced.edited_by) == (None, None)


@pytest.mark.django_db
def test_an_edit_made_while_the_server_listened_stays(server, call, support, monkeypatch):
    segment = transcribe(call).segments.get()

    def edit_then_write(**said):
        edit_transcript(call_id=call.pk, by=support, texts={segment.pk: "Edited."})
        write_transcript(**said)

    monkeypatch.setattr(transcribe_recording_module, "write_transcript", edit_then_write)

    assert lines(transcribe(call)) == [(0.0, 2.5, "", "Edited.")]


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["deleted", "erased"])
def test_a_recording_that_goes_while_the_server_listens_gets_no_words(
    server, call, monkeypatch, gone
):
    def vanish_then_write(**said):
        if gone == "deleted":
            CallLog.objects.update(deleted_at=timezone.now())
        else:
            Recording.objects.update(status=RecordingStatus.ERASED, storage_key=None)
        write_transcript(**said)

    monkeypatch.setattr(transcribe_recording_module, "write_transcript", vanish_then_write)

    assert lines(transcribe(call)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["quarantined", "failed", "processing"])
def test_only_a_ready_recording_leaves_this_server(server, agent, status):
    call = recorded_call(agent, status=status)
    enqueue_transcription(recording_id=call.recording.pk)

    transcript = transcribe(call)

    assert server.asked == []
    assert transcript.status == "failed"


@pytest.mark.django_db
def test_a_deleted_calls_recording_stays_here(server, call):
    enqueue_transcription(recording_id=call.recording.pk)
    CallLog.objects.update(deleted_at=timezone.now())

    assert transcribe(call).status == "failed"
    assert server.asked == []


# --- The queue --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_is_queued_where_nothing_is_configured(call):
    assert not enqueue_transcription(recording_id=call.recording.pk, is_again=True)

    assert not jobs().exists()
    assert not Transcript.objects.exists()


@pytest.mark.django_db
def test_a_job_left_from_before_it_was_switched_off_ends(server, call, settings):
    enqueue_transcription(recording_id=call.recording.pk)
    settings.TRANSCRIPTION = None

    assert transcribe(call).status == "failed"
    assert server.asked == []


@pytest.mark.django_db
def test_queueing_twice_makes_one_job(server, call, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert enqueue_transcription(recording_id=call.recording.pk)
    assert not enqueue_transcription(recording_id=call.recording.pk)

    job = jobs().get()
    assert (job.queue_name, job.lock) == (
        Queue.TRANSCRIPTION,
        f"transcript:{call.recording.pk}",
    )
    assert transcript_of(call).status == "waiting"


@pytest.mark.django_db
def test_a_ready_one_is_queued_only_again_and_stays_readable(server, call):
    transcribe(call)

    assert not enqueue_transcription(recording_id=call.recording.pk)
    assert enqueue_transcription(recording_id=call.recording.pk, is_again=True)
    assert transcript_of(call).status == "ready"


@pytest.fixture
def queue(transactional_db, monkeypatch):
    """The real queue, empty. Connections of the worker's threads end with their job."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def run_jobs_now():
    """What was put off is due."""
    jobs().update(scheduled_at=None)
    run_jobs()


def run_jobs():
    """procrastinate's own worker, until nothing is due."""

    async def work():
        async with app.open_async():
            await app.run_worker_async(
                queues=[Queue.TRANSCRIPTION.value],
                wait=False,
                install_signal_handlers=False,
                listen_notify=False,
                concurrency=1,
            )

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(work())


def test_the_worker_writes_a_transcript(queue, server, call):
    enqueue_transcription(recording_id=call.recording.pk)

    run_jobs_now()

    assert [job.status for job in jobs()] == ["succeeded"]
    assert transcript_of(call).status == "ready"


def test_after_five_attempts_it_is_a_dead_letter_that_can_be_retried(queue, server, call):
    server.replies = [raw(b"", 500)]
    enqueue_transcription(recording_id=call.recording.pk)

    statuses = []
    for _ in range(MAX_ATTEMPTS):
        run_jobs_now()
        statuses.append((jobs().get().status, transcript_of(call).status))

    assert len(server.asked) == MAX_ATTEMPTS
    assert statuses == [("todo", "waiting")] * (MAX_ATTEMPTS - 1) + [("failed", "failed")]
    assert transcript_of(call).status_reason == (
        "The transcription server failed (it answered 500)."
    )

    server.replies = [spoken((0.0, 1.0, "Hello."))]
    retry_dead_letter(job_id=dead_letters().get().id)
    run_jobs_now()
    assert transcript_of(call).status == "ready"


def test_a_dead_letter_goes_when_another_job_has_written_the_words(queue, server, call):
    server.replies = [raw(b"", 500)]
    enqueue_transcription(recording_id=call.recording.pk)
    for _ in range(MAX_ATTEMPTS):
        run_jobs_now()
    assert dead_letters().count() == 1

    server.replies = [spoken((0.0, 1.0, "Hello."))]
    enqueue_transcription(recording_id=call.recording.pk)
    run_jobs_now()

    assert [job.status for job in jobs()] == ["cancelled", "succeeded"]


def test_a_busy_server_between_failures_does_not_use_up_the_attempts(queue, server, call):
    fails, busy = raw(b"", 500), raw(b"", 429)
    server.replies = [fails, busy, fails, busy, busy, fails, fails, spoken((0.0, 1.0, "Hello."))]
    enqueue_transcription(recording_id=call.recording.pk)

    for _ in range(8):
        run_jobs_now()

    assert transcript_of(call).status == "ready"
    assert len(server.asked) == 8


@pytest.mark.django_db
def test_what_kills_the_last_attempt_leaves_failed(server, call, monkeypatch):
    def die(**_):
        raise SystemExit  # as a kill: nothing of ours runs after it

    monkeypatch.setattr(transcribe_recording_module, "what_was_said", lambda *_: die())

    with pytest.raises(SystemExit):
        transcribe(call, is_last_attempt=True)

    assert transcript_of(call).status == "failed"
    assert "broke off" in transcript_of(call).status_reason


# --- The command ------------------------------------------------------------------------------


def run(*arguments):
    return call_command("transcribe_recordings", *arguments)


@pytest.mark.django_db
def test_the_command_counts_and_queues_only_for_real(server, agent, call):
    recorded_call(agent, status="quarantined")

    assert run() == "1 recordings would be transcribed; --for-real queues them."
    assert not jobs().exists()

    assert run("--for-real") == ("1 recordings are in the queue; the worker does new ones first.")
    assert jobs().get().priority < 0
    assert run() == "0 recordings would be transcribed; --for-real queues them."


@pytest.mark.django_db
def test_the_command_takes_what_failed_and_leaves_what_is_ready(server, agent, call):
    transcribe(call)
    failed = recorded_call(agent)
    Transcript.objects.create(recording=failed.recording, status="failed", status_reason="No.")

    run("--for-real")

    assert [job.args["recording_id"] for job in jobs()] == [str(failed.recording.pk)]
    assert transcript_of(failed).status == "waiting"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "number"),
    [
        ((), 0),
        (("--again",), 1),
        (("--again", "--overwrite-edited"), 2),
        (("--again", "--overwrite-edited", "--limit", "1"), 1),
        (("--again", "--since", "2026-11-20"), 1),
        (("--again", "--since", "2026-11-21"), 0),
        (("--again", "--until", "2026-11-20"), 0),
        (("--again", "--until", "2026-11-21"), 1),
        (("--again", "--team", "Sales UK"), 1),
        (("--again", "--team", "Sales DE"), 0),
    ],
)
def test_the_command_chooses(server, agent, support, call, options, number):
    Transcript.objects.create(recording=call.recording, status="ready")
    Transcript.objects.create(
        recording=recorded_call(agent).recording,
        status="ready",
        edited_at=timezone.now(),
        edited_by=support,
    )
    Team.objects.create(name="Sales DE")

    assert run(*options).startswith(f"{number} recordings ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--overwrite-edited",), "needs --again"),
        (("--limit", "0"), "1 or more"),
        (("--team", "Sales Mars"), "No team is called Sales Mars; the admin lists them."),
        (("--since", "soon"), "argument --since: soon isn't a day such as 2026-01-31"),
    ],
)
def test_the_command_refuses_what_makes_no_sense(server, options, says):
    with pytest.raises(CommandError, match=says):
        run(*options)


@pytest.mark.django_db
def test_the_command_says_when_nothing_is_configured():
    with pytest.raises(CommandError, match="isn't configured"):
        run()
