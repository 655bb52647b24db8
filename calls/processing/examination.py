"""What the child tells of a recording. Knows nothing of Django: the child reads it, too."""

from dataclasses import dataclass
from enum import StrEnum

# What may be looked at, by FFmpeg's names.
FORMATS = ("wav", "mp3", "ogg", "flac", "amr", "aac", "mov", "matroska")
CODECS = (
    *("aac", "alac", "amrnb", "amrwb", "flac", "gsm", "gsm_ms", "mp3", "mp3float", "opus"),
    *("adpcm_ima_wav", "adpcm_ms", "pcm_alaw", "pcm_mulaw", "pcm_u8", "pcm_s8", "vorbis"),
    *("pcm_s16be", "pcm_s16le", "pcm_s24be", "pcm_s24le", "pcm_s32be", "pcm_s32le"),
    *("pcm_f32be", "pcm_f32le", "pcm_f64be", "pcm_f64le"),
)
CONTENT_TYPES = {
    "aac": "audio/aac",
    "amr": "audio/amr",
    "flac": "audio/flac",
    "matroska,webm": "audio/webm",
    "mov,mp4,m4a,3gp,3g2,mj2": "audio/mp4",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
}
# Recorders write one or two channels, conference machines up to six, at 8,000 to 192,000 Hz. What
# claims more would only cost memory (and PyAV crashes on eight).
STEREO = 2
MOST_CHANNELS = 6
SAMPLE_RATES_HZ = (4_000, 384_000)
COARSE_PEAKS = 40


class Refusal(StrEnum):
    """Why a recording is not `ready`. The last three are not the child's to tell."""

    EMPTY = "empty"
    NOT_AUDIO = "not_audio"
    NO_INDEX = "no_index"
    NO_AUDIO_STREAM = "no_audio_stream"
    HAS_VIDEO = "has_video"
    UNKNOWN_CODEC = "unknown_codec"
    ABSURD_FORMAT = "absurd_format"
    NO_SOUND = "no_sound"
    TOO_LONG = "too_long"
    COPY_TOO_LARGE = "copy_too_large"
    OUT_OF_MEMORY = "out_of_memory"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    KILLED = "killed"


@dataclass(frozen=True)
class Measures:
    """How it sounds. Shares are 0.0 to 1.0, of the time; for each channel where lists."""

    # EBU R128, integrated; -70 is its floor.
    loudness_lufs: float
    silence_share: list[float]
    speech_share: list[float]
    # Of the time in which anybody speaks.
    spoken_share: float
    # Of the samples of the worst channel, those in runs at full scale.
    clipped_share: float


@dataclass(frozen=True)
class Decoded:
    """What was decoded, not what the container claims; names are FFmpeg's."""

    container: str
    # A phone's own variety of `mov`, which players know by another type.
    is_3gp: bool
    codec: str
    sample_rate_hz: int
    channels: int
    duration_seconds: float
    # What the header says; 0 if it says nothing or only estimates.
    claimed_seconds: float
    # Packets of the audio that could not be decoded.
    damaged_count: int
    # A tag says where it was recorded. Where is never told.
    has_location: bool
    measures: Measures


@dataclass(frozen=True)
class Examination:
    decoded: Decoded | None = None
    refusal: Refusal | None = None
    # 40, 0 to 255: the loudest sample of each 40th. Empty if refused.
    peaks: bytes = b""
    # Whether a copy was written for browsers that can't play the original.
    has_playable: bool = False
    # Of the child, at most. 0 if it didn't live to tell.
    peak_memory_bytes: int = 0
