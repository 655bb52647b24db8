"""Ask a transcription server: OpenAI's `POST /v1/audio/transcriptions`."""

import os
import re
import ssl
from typing import IO

import httpx

from callcrm.transcription import Transcription
from calls.transcribing.answer import Answer, UnusableAnswer, read_answer
from calls.transcribing.deadline import Deadline
from calls.transcribing.faults import RecordingRefused, ServerBusy, TranscriptionFault

PATH = "/v1/audio/transcriptions"
# A four-hour call with times is 2 MB.
MAX_ANSWER_BYTES = 16 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
# Somebody else's network: the audio leaves slowly, but it moves.
SEND_STALL_SECONDS = 60
# Half of what speech takes in FLAC: who hears no faster than that will never catch up.
LEAST_SENT_BYTES_PER_SECOND = 8_000
BUSY = frozenset({429, 502, 503, 504})
UNUSABLE_RECORDING = frozenset({400, 413, 415, 422})
SECONDS = re.compile(r"[0-9]{1,9}")


def ask(audio: IO[bytes], *, duration_seconds: float, server: Transcription) -> Answer:
    """`audio`: FLAC. Raises a TranscriptionFault; of another kind means nothing was asked.

    Redirects aren't followed: the audio goes where the settings say and nowhere else.
    """
    deadline = Deadline(
        send_seconds=SEND_STALL_SECONDS + size_of(audio) / LEAST_SENT_BYTES_PER_SECOND,
        answer_seconds=server.timeout_seconds,
    )
    try:
        with deadline:
            body = post(audio, server, deadline)
    except httpx.TimeoutException as error:
        if isinstance(error, httpx.ConnectTimeout):
            raise ServerBusy("The transcription server can't be reached.") from error
        raise TranscriptionFault("The transcription server took too long.") from error
    except httpx.ConnectError as error:
        raise ServerBusy("The transcription server can't be reached.") from error
    except httpx.HTTPError as error:
        if deadline.is_over:
            raise TranscriptionFault("The transcription server took too long.") from error
        raise TranscriptionFault("The transcription server broke off its answer.") from error
    if deadline.is_over:  # an answer without a length ends where the connection does
        raise TranscriptionFault("The transcription server took too long.")
    return read_answer(body, duration_seconds=duration_seconds)


def size_of(audio: IO[bytes]) -> int:
    return audio.seek(0, os.SEEK_END)


def post(audio: IO[bytes], server: Transcription, deadline: Deadline) -> bytes:
    audio.seek(0)
    with (
        client_of(server) as client,
        client.stream(
            "POST",
            server.url + PATH,
            data=fields_of(server),
            # The name says nothing about the call.
            files={"file": ("recording.flac", audio, "audio/flac")},
            extensions={"trace": deadline},
        ) as response,
    ):
        refuse_failure(response)
        return read_capped(response)


def client_of(server: Transcription) -> httpx.Client:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if server.api_key:
        headers["Authorization"] = f"Bearer {server.api_key}"
    return httpx.Client(
        headers=headers,
        follow_redirects=False,
        # A proxy of the environment would hear the call, too.
        trust_env=False,
        # Whom the machine trusts, so that a company's own authority works.
        verify=ssl.create_default_context(),
        timeout=httpx.Timeout(
            server.timeout_seconds,
            connect=server.connect_timeout_seconds,
            write=SEND_STALL_SECONDS,
        ),
    )


def fields_of(server: Transcription) -> dict[str, str]:
    fields = {
        "model": server.model,
        "response_format": "verbose_json",
        "timestamp_granularities[]": "segment",
    }
    return {**fields, "language": server.language} if server.language else fields


def refuse_failure(response: httpx.Response) -> None:
    status = response.status_code
    if status == httpx.codes.OK:
        return
    if status in BUSY:
        raise ServerBusy(
            f"The transcription server is busy (it answered {status}).",
            retry_after_seconds=retry_after_of(response),
        )
    if response.is_redirect:
        raise TranscriptionFault(
            f"The transcription server answered {status} and sent us elsewhere; "
            "set TRANSCRIPTION_URL to where it really is."
        )
    if status in {401, 403}:
        raise TranscriptionFault(
            f"The transcription server doesn't let us in (it answered {status}); "
            "look at TRANSCRIPTION_API_KEY."
        )
    if status == httpx.codes.NOT_FOUND:
        raise TranscriptionFault(
            "The transcription server answered 404; look at TRANSCRIPTION_URL and whether it has "
            "the model of TRANSCRIPTION_MODEL."
        )
    if status in UNUSABLE_RECORDING:
        raise RecordingRefused(
            f"The transcription server refused the recording (it answered {status})."
        )
    raise TranscriptionFault(f"The transcription server failed (it answered {status}).")


def retry_after_of(response: httpx.Response) -> float:
    """In seconds; 0 where it says nothing, or a date."""
    value = response.headers.get("Retry-After", "").strip()
    return float(value) if SECONDS.fullmatch(value) else 0.0


def read_capped(response: httpx.Response) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise UnusableAnswer("it is compressed, which we didn't ask for")
    body = bytearray()
    for chunk in response.iter_raw(CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise UnusableAnswer(f"it has more than {MAX_ANSWER_BYTES:,} bytes")
    return bytes(body)


def is_reachable(server: Transcription) -> bool:
    """Whether anything answers there, whatever it says; no recording is sent."""
    seconds = server.connect_timeout_seconds
    try:
        with (
            Deadline(send_seconds=seconds, answer_seconds=seconds) as deadline,
            client_of(server) as client,
            client.stream("GET", server.url, timeout=seconds, extensions={"trace": deadline}),
        ):
            pass  # who begins to answer is there
    except httpx.HTTPError:
        return False
    return True
