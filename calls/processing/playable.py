"""What every browser plays, and the copy of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from calls.processing.descriptor import Descriptor
from calls.processing.examination import STEREO

if TYPE_CHECKING:
    from av.audio.codeccontext import AudioCodecContext
    from numpy.typing import NDArray

# Chromium, Firefox and Safari (macOS and iOS, 16 and later) all play, and can seek in, these
# codecs in these containers. All else gets a copy: AMR, AWB and 3GP play in none of them, ADTS has
# no table to seek by, Safari learned Ogg late and WebM late, Firefox knows neither ALAC nor
# ADPCM and GSM in wav, and what each makes of the other kinds of PCM changed over the years.
PLAYS_EVERYWHERE: dict[str, tuple[str, ...]] = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("aac",),
    "mp3": ("mp3", "mp3float"),
    "wav": ("pcm_u8", "pcm_s16le"),
    "flac": ("flac",),
}
# Of AAC, those that all three decode; None: the file doesn't say, and then it's LC.
PROFILES_OF_AAC = (None, "LC", "HE-AAC", "HE-AACv2")
# Of AAC, those that every system's own decoder takes.
RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
# Three bits a sample at a telephone's rates, where nothing is audibly lost of speech; of music
# that somebody hears while waiting, enough.
BITS_PER_SECOND = ((12000, 24_000), (24000, 40_000), (48000, 64_000))


def plays_everywhere(*, container: str, is_3gp: bool, codec: AudioCodecContext) -> bool:
    if is_3gp or codec.name not in PLAYS_EVERYWHERE.get(container, ()):
        return False
    return codec.name != "aac" or codec.profile in PROFILES_OF_AAC


class PlayableCopy:
    """AAC-LC in m4a, mono or stereo, its index in front, no metadata: same audio, same bytes."""

    def __init__(self, output: Descriptor, *, sample_rate_hz: int, channels: int) -> None:
        rate = next((rate for rate in RATES_HZ if rate >= sample_rate_hz), RATES_HZ[-1])
        self.input_rate_hz = sample_rate_hz
        self.layout = "stereo" if channels == STEREO else "mono"
        self.container = av.open(
            output,
            mode="w",
            format="ipod",
            # Moving the index to the front, FFmpeg reads the file that it is writing.
            options={"movflags": "faststart", "fflags": "bitexact", "flush_packets": "0"},
            io_open=lambda _url, _flags, _options: Descriptor(output.number),
        )
        # The slower coder takes twice the time, and is better below what we spend on a sample.
        self.stream = self.container.add_stream(
            "aac", rate=rate, layout=self.layout, options={"aac_coder": "fast", "flags": "bitexact"}
        )
        per_channel = next(bits for up_to, bits in BITS_PER_SECOND if rate <= up_to)
        self.stream.bit_rate = per_channel * self.stream.codec_context.layout.nb_channels
        self.position = 0

    def add(self, samples: NDArray[np.float32]) -> None:
        """`samples`: one row per channel. Raises TooLarge."""
        if len(samples) > STEREO:
            samples = samples.mean(axis=0, keepdims=True)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=self.layout)
        frame.sample_rate = self.input_rate_hz
        # Counted, not taken from the file: a gap or a leap there is none here.
        frame.pts = self.position
        self.position += frame.samples
        self.container.mux(self.stream.encode(frame))

    def finish(self) -> None:
        """Raises TooLarge."""
        self.container.mux(self.stream.encode(None))
        self.container.close()
