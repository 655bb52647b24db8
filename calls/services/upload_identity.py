import hashlib
from dataclasses import dataclass
from datetime import datetime

from calls.services.incoming_call import IncomingCall


@dataclass(frozen=True)
class UploadIdentity:
    """What makes two requests the same upload.

    `fingerprint` covers the audio's SHA-256, the number as sent, the start in UTC milliseconds and
    the direction; `metadata_fingerprint` the same without the audio. Without audio both are equal.
    """

    key: str
    fingerprint: str
    metadata_fingerprint: str

    @property
    def has_audio(self) -> bool:
        return self.fingerprint != self.metadata_fingerprint


def identify_upload(incoming: IncomingCall, *, key: str) -> UploadIdentity:
    metadata = (
        incoming.number_raw,
        milliseconds(incoming.started_at),
        incoming.direction.value,
    )
    return UploadIdentity(
        key=key,
        fingerprint=digest(incoming.audio.sha256 if incoming.audio else "", *metadata),
        metadata_fingerprint=digest("", *metadata),
    )


def automatic_key(incoming: IncomingCall) -> str:
    """For whoever sends no Idempotency-Key: the same recording of the same call is the same."""
    return "auto:" + digest(
        incoming.agent.pk,
        incoming.number_raw,
        milliseconds(incoming.started_at),
        incoming.audio.sha256 if incoming.audio else "",
    )


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def digest(*parts: object) -> str:
    """SHA-256 over the parts; their lengths keep ("a", "bc") and ("ab", "c") apart."""
    texts = [str(part) for part in parts]
    joined = "".join(f"{len(text)}:{text}" for text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()
