from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from calls.processing.examination import COARSE_PEAKS
from calls.processing.waveform import LEVELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# How long the recording is shows only at its end. So peaks are kept for short bins of samples;
# when there are too many bins, each two become one. Enough bins for the finest level, whatever
# the length, in a megabyte per channel.
FIRST_BIN = 8
MOST_BINS = 2**17


class Shape:
    """The least and the greatest sample of each moment, per channel.

    Every batch but the last must be of `batch` samples, a power of two.
    """

    def __init__(self, *, batch: int) -> None:
        self.batch = batch
        self.bin = FIRST_BIN
        self.count = 0
        self.lows: list[Samples] = []
        self.highs: list[Samples] = []

    def add(self, samples: Samples) -> None:
        channels, length = samples.shape
        whole = length - length % self.bin
        bins = samples[:, :whole].reshape(channels, -1, self.bin)
        self._append(bins.min(axis=2), bins.max(axis=2))
        if whole < length:
            rest = samples[:, whole:]
            self._append(rest.min(axis=1, keepdims=True), rest.max(axis=1, keepdims=True))
        if self.count > MOST_BINS and self.bin < self.batch:
            self._join_pairs()

    def packed(self) -> bytes:
        """As `waveform.unpack` reads it."""
        lows, highs = (
            _signed_bytes(self._joined(self.lows)),
            _signed_bytes(self._joined(self.highs)),
        )
        levels = []
        for buckets in LEVELS:
            starts = self._starts(buckets)
            low = np.minimum.reduceat(lows, starts, axis=1)
            high = np.maximum.reduceat(highs, starts, axis=1)
            levels.append(np.stack((low, high), axis=-1).tobytes())
        return b"".join(levels)

    def coarse(self) -> list[int]:
        """The loudest sample of any channel, 0 to 255."""
        loudest = np.maximum(-self._joined(self.lows), self._joined(self.highs)).max(axis=0)
        peaks = np.maximum.reduceat(loudest, self._starts(COARSE_PEAKS))
        return [int(peak) for peak in np.clip(np.rint(peaks * 255), 0, 255)]

    def _append(self, lows: Samples, highs: Samples) -> None:
        self.lows.append(lows)
        self.highs.append(highs)
        self.count += lows.shape[1]

    def _starts(self, buckets: int) -> NDArray[np.int64]:
        """Of a recording with fewer bins than buckets, a bin is several buckets: reduceat's way."""
        return np.arange(buckets, dtype=np.int64) * self.count // buckets

    def _join_pairs(self) -> None:
        pairs = np.arange(0, self.count, 2)
        self.lows = [np.minimum.reduceat(self._joined(self.lows), pairs, axis=1)]
        self.highs = [np.maximum.reduceat(self._joined(self.highs), pairs, axis=1)]
        self.count = len(pairs)
        self.bin *= 2

    @staticmethod
    def _joined(parts: list[Samples]) -> Samples:
        return np.concatenate(parts, axis=1)


def _signed_bytes(samples: Samples) -> NDArray[np.int8]:
    return np.clip(np.rint(samples * 128), -128, 127).astype(np.int8)
