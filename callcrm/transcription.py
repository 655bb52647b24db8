"""Which server writes down what was said, as the environment says."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from environs import Env, EnvError

LANGUAGE = re.compile(r"[a-z]{2,3}")
LONGEST_NAME = 100


@dataclass(frozen=True)
class Transcription:
    """A server that speaks OpenAI's `POST /v1/audio/transcriptions`."""

    # Without a slash at the end, and without /v1.
    url: str
    model: str
    # Not in a repr: those end in logs.
    api_key: str = field(default="", repr=False)
    # ISO 639-1; empty: the server finds out.
    language: str = ""
    connect_timeout_seconds: float = 5.0
    # From the last byte of the audio to the last byte of the answer.
    timeout_seconds: float = 15 * 60.0


def transcription(env: Env) -> Transcription | None:
    """None: nobody set TRANSCRIPTION_URL, and no recording leaves this server. Raises EnvError."""
    url = env.str("TRANSCRIPTION_URL", "").rstrip("/")
    if not url:
        return None
    check_url(url)
    model = env.str("TRANSCRIPTION_MODEL", "")
    if not 0 < len(model) <= LONGEST_NAME:
        raise EnvError(
            "TRANSCRIPTION_MODEL must name the server's model in at most 100 characters, such as "
            "Systran/faster-whisper-small."
        )
    api_key = env.str("TRANSCRIPTION_API_KEY", "")
    if not api_key.isascii() or not (api_key.isprintable() and " " not in api_key):
        raise EnvError("TRANSCRIPTION_API_KEY has a character that no key has, such as a space.")
    language = env.str("TRANSCRIPTION_LANGUAGE", "").lower()
    if language and not LANGUAGE.fullmatch(language):
        raise EnvError(
            f"TRANSCRIPTION_LANGUAGE is {language}; set a language such as en or de, or nothing: "
            "then the server finds out."
        )
    timeout_seconds = env.float("TRANSCRIPTION_TIMEOUT_SECONDS", Transcription.timeout_seconds)
    if not 0 < timeout_seconds <= 24 * 60 * 60:
        raise EnvError("TRANSCRIPTION_TIMEOUT_SECONDS must be more than 0 and at most 86400.")
    return Transcription(url, model, api_key, language, timeout_seconds=timeout_seconds)


def check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        is_address = False
    if not is_address:
        raise EnvError("TRANSCRIPTION_URL must be an address such as http://127.0.0.1:8001.")
    if parts.username or parts.password:
        raise EnvError("TRANSCRIPTION_URL holds a password; set TRANSCRIPTION_API_KEY instead.")
    if parts.query or parts.fragment:
        raise EnvError("TRANSCRIPTION_URL must end with its path: no ? and no #.")
    if parts.path.endswith("/v1") or "/v1/" in parts.path:
        raise EnvError("TRANSCRIPTION_URL must end before /v1: callcrm adds the rest.")
