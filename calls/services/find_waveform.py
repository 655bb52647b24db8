from dataclasses import dataclass

from callcrm.api.exceptions import DomainError
from calls.models import Recording, Waveform
from calls.processing.waveform import Level, unpack
from calls.services.open_recording import refuse_without_bytes


class WaveformAbsent(DomainError):
    """Nothing was made of the audio that could be drawn."""

    code = "waveform_absent"


@dataclass(frozen=True)
class DrawnWaveform:
    """`tag` is the same for the same audio, processed alike."""

    tag: str
    version: int
    channels: int
    duration_seconds: float
    levels: list[Level]


def find_waveform(*, recording: Recording | None) -> DrawnWaveform:
    """Raises RecordingAbsent, RecordingErased and WaveformAbsent."""
    recording = refuse_without_bytes(recording)
    waveform = Waveform.objects.filter(recording=recording).first()
    if waveform is None:
        what = recording.status_reason or (
            "It comes when the recording was processed, in a moment."
            if recording.processed_at is None
            else "Have the recording processed again (reprocess)."
        )
        raise WaveformAbsent(f"This recording has no waveform. {what}")
    return DrawnWaveform(
        tag=f"{recording.sha256}-{recording.processing_version}",
        version=recording.processing_version,
        channels=waveform.channels,
        duration_seconds=waveform.duration_seconds,
        levels=unpack(bytes(waveform.peaks)),
    )
