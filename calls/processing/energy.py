"""How loud it is from moment to moment: silence, speech and clipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# A syllable lasts a fifth of a second; a moment is a few of its pitch periods.
MOMENT_SECONDS = 0.032
# The noise of a quiet line is about -55, of a codec's silence -65; below it nobody hears anything.
SILENCE_DBFS = -60.0
# Speech stands out from the noise of its own minute, and is louder than a breath.
NOISE_PERCENTILE = 10
NOISE_SECONDS = 60
ABOVE_NOISE_DB = 9.0
LEAST_SPEECH_DBFS = -50.0
# A click is shorter than a syllable; a pause between words still belongs to speaking.
PAUSE_SECONDS = 0.4
# What a recorder cuts off stands still at full scale; a codec behind it blurs that a little.
FULL_SCALE = 0.99
# A sine as loud as can be touches full scale with two neighboring samples at most, below 4 kHz.
CLIPPED_RUN = 3


class Energy:
    """Per channel. Every batch but the last must be of whole moments: of a power of two samples."""

    def __init__(self, *, sample_rate_hz: int) -> None:
        self.moment = 2 ** int(np.log2(sample_rate_hz * MOMENT_SECONDS))
        self.moments_per_second = sample_rate_hz / self.moment
        self.powers: list[Samples] = []
        self.clipped: NDArray[np.int64] | int = 0
        self.samples = 0

    def add(self, samples: Samples) -> None:
        channels, length = samples.shape
        self.samples += length
        # A recording shorter than a moment is one, and the last bit of a longer one is left out.
        moment = self.moment if self.powers or length >= self.moment else length
        moments = samples[:, : length - length % moment].reshape(channels, -1, moment)
        self.powers.append(np.einsum("cms,cms->cm", moments, moments) / np.float32(moment))
        self.clipped = self.clipped + _clipped(samples)

    def silence_share(self) -> list[float]:
        return [float(share) for share in (self._decibels() < SILENCE_DBFS).mean(axis=1)]

    def speech(self) -> Samples:
        """The share of the time in which somebody speaks: on each channel, then on any of them."""
        channels = [self._is_speech(channel) for channel in self._decibels()]
        shares: Samples = np.mean([*channels, np.any(channels, axis=0)], axis=1)
        return shares

    def clipped_share(self) -> float:
        return float(np.max(self.clipped) / max(self.samples, 1))

    def _decibels(self) -> Samples:
        powers = np.concatenate(self.powers, axis=1)
        return 10 * np.log10(np.maximum(powers, np.float32(1e-12)))

    def _is_speech(self, decibels: Samples) -> NDArray[np.bool_]:
        blocks = max(1, round(len(decibels) / (NOISE_SECONDS * self.moments_per_second)))
        is_loud = np.concatenate(
            [block > _speech_level(block) for block in np.array_split(decibels, blocks)]
        )
        is_syllable = _counted(is_loud, 3) > 1
        pause = int(PAUSE_SECONDS * self.moments_per_second) | 1
        is_speech: NDArray[np.bool_] = _counted(is_syllable, pause) > 0
        return is_speech


def _speech_level(decibels: Samples) -> float:
    # np.percentile is no more exact for this, and imports np.ma, which takes 12 ms.
    place = (len(decibels) - 1) * NOISE_PERCENTILE // 100
    noise = float(np.partition(decibels, place)[place])
    return max(noise + ABOVE_NOISE_DB, LEAST_SPEECH_DBFS)


def _counted(flags: NDArray[np.bool_], width: int) -> NDArray[np.int64]:
    """How many are true among the `width` (an odd number) around each."""
    sums = np.concatenate(([0], np.cumsum(np.pad(flags, width // 2))))
    return sums[width:] - sums[:-width]


def _clipped(samples: Samples) -> NDArray[np.int64] | int:
    if max(samples.max(), -samples.min()) < FULL_SCALE:
        return 0
    is_full = np.abs(samples) >= FULL_SCALE
    runs = is_full[:, 2:] & is_full[:, 1:-1] & is_full[:, :-2]
    starts = runs[:, :1].sum(axis=1) + (runs[:, 1:] & ~runs[:, :-1]).sum(axis=1)
    clipped: NDArray[np.int64] = runs.sum(axis=1) + starts * (CLIPPED_RUN - 1)
    return clipped
