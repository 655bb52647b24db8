"""Which server transcribes: each bad value gets a sentence that says what to set."""

import pytest
from environs import Env, EnvError

from callcrm.monitoring.doctor.transcription import transcription as doctors_look
from callcrm.transcription import Transcription, transcription
from tests.calls.transcription_server import raw, running

GIVEN = {"TRANSCRIPTION_URL": "http://127.0.0.1:8001", "TRANSCRIPTION_MODEL": "small"}


def read(monkeypatch, **environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return transcription(Env())


def test_without_an_address_it_is_off(monkeypatch):
    assert read(monkeypatch, TRANSCRIPTION_MODEL="small", TRANSCRIPTION_API_KEY="key") is None


def test_an_address_and_a_model_are_enough(monkeypatch):
    assert read(monkeypatch, **GIVEN) == Transcription("http://127.0.0.1:8001", "small")


def test_all_that_can_be_set(monkeypatch):
    assert read(
        monkeypatch,
        TRANSCRIPTION_URL="https://speech.example.com/whisper/",
        TRANSCRIPTION_MODEL="Systran/faster-whisper-small",
        TRANSCRIPTION_API_KEY="sk-1",
        TRANSCRIPTION_LANGUAGE="DE",
        TRANSCRIPTION_TIMEOUT_SECONDS="60",
    ) == Transcription(
        "https://speech.example.com/whisper",
        "Systran/faster-whisper-small",
        "sk-1",
        "de",
        timeout_seconds=60.0,
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("TRANSCRIPTION_URL", "localhost:8001", "must be an address"),
        ("TRANSCRIPTION_URL", "file:///etc/passwd", "must be an address"),
        ("TRANSCRIPTION_URL", "http://", "must be an address"),
        ("TRANSCRIPTION_URL", "http://127.0.0.1:99999", "must be an address"),
        ("TRANSCRIPTION_URL", "https://me:secret@example.com", "TRANSCRIPTION_API_KEY instead"),
        ("TRANSCRIPTION_URL", "https://example.com/?key=secret", r"no \? and no #"),
        ("TRANSCRIPTION_URL", "https://api.openai.com/v1", "before /v1"),
        ("TRANSCRIPTION_URL", "https://a.example.com/v1/audio/transcriptions", "before /v1"),
        ("TRANSCRIPTION_MODEL", "", "must name the server's model"),
        ("TRANSCRIPTION_MODEL", "x" * 101, "must name the server's model"),
        ("TRANSCRIPTION_API_KEY", "two words", "no key has"),
        ("TRANSCRIPTION_API_KEY", "a\nb", "no key has"),
        ("TRANSCRIPTION_LANGUAGE", "english", "such as en or de"),
        ("TRANSCRIPTION_TIMEOUT_SECONDS", "0", "more than 0"),
        ("TRANSCRIPTION_TIMEOUT_SECONDS", "nan", "not permitted"),
        ("TRANSCRIPTION_TIMEOUT_SECONDS", "soon", "TRANSCRIPTION_TIMEOUT_SECONDS"),
    ],
)
def test_what_cannot_be_used_is_refused(monkeypatch, name, value, says):
    with pytest.raises(EnvError, match=says):
        read(monkeypatch, **{**GIVEN, name: value})


def test_a_refusal_and_a_trace_do_not_show_secrets(monkeypatch):
    with pytest.raises(EnvError) as refusal:
        read(monkeypatch, **{**GIVEN, "TRANSCRIPTION_URL": "https://me:secret@example.com"})

    assert "secret" not in str(refusal.value)
    assert "secret" not in repr(Transcription("http://a", "b", api_key="secret"))


# --- What `doctor` says -----------------------------------------------------------------------


def test_the_doctor_says_that_nothing_leaves_this_server():
    [finding] = doctors_look()

    assert (finding.verdict, finding.sentence) == (
        "ok",
        "Not configured: no recording leaves this server.",
    )


@pytest.mark.django_db
def test_the_doctor_asks_the_server_without_a_recording(settings):
    with running() as server:
        server.replies = [raw(b"", 404)]
        settings.TRANSCRIPTION = Transcription(server.url, "small")
        [finding] = doctors_look()

    assert (finding.verdict, finding.sentence) == ("ok", "The server answers.")
    assert [asked.audio for asked in server.asked] == [b""]


def test_the_doctor_finds_a_server_that_is_away(settings):
    settings.TRANSCRIPTION = Transcription("http://127.0.0.1:9", "small")

    [finding] = doctors_look()

    assert finding.verdict == "fail"
    assert "can't be reached" in finding.sentence
