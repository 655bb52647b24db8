"""Everything that is learned from the sound itself, in the one pass over it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import av
import numpy as np
from av.filter import Graph

from calls.processing.answer import LEAST_LUFS, MOST_LUFS
from calls.processing.conform import form_of
from calls.processing.energy import Energy
from calls.processing.examination import Measures
from calls.processing.shape import Shape

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.filter.context import FilterContext
    from numpy.typing import NDArray

    from calls.processing.playable import PlayableCopy

# A phone's frame is 160 samples: taken one at a time, Python would cost more than decoding.
BATCH = 2**14
LOUDNESS = "lavfi.r128.I"


class Listener:
    """Takes decoded frames, all of the first one's form."""

    def __init__(self, first: AudioFrame, *, copy: PlayableCopy | None) -> None:
        self.copy = copy
        self.shape = Shape(batch=BATCH)
        self.energy = Energy(sample_rate_hz=first.sample_rate)
        self.loudness_lufs = LEAST_LUFS
        self.waiting = 0
        self._build_graph(first)

    def add(self, frame: AudioFrame) -> None:
        """Raises TooLarge, of the copy."""
        # Times leap where a file is damaged; what counts is the samples.
        frame.pts = None
        self.source.push(frame)
        self.waiting += frame.samples
        if self.waiting >= BATCH:
            self.waiting %= BATCH
            self._take()

    def finish(self) -> Measures:
        """Raises TooLarge, of the copy."""
        self.source.push(None)
        self._take()
        if self.copy is not None:
            self.copy.finish()
        *speech_share, spoken_share = map(float, self.energy.speech())
        return Measures(
            loudness_lufs=self.loudness_lufs,
            silence_share=self.energy.silence_share(),
            speech_share=speech_share,
            spoken_share=spoken_share,
            clipped_share=self.energy.clipped_share(),
        )

    def _build_graph(self, first: AudioFrame) -> None:
        graph = self.graph = Graph()
        graph.threads = 1
        rate, sample_format, layout = form_of(first)
        self.source = graph.add_abuffer(
            sample_rate=rate, format=sample_format, layout=layout, time_base=Fraction(1, rate)
        )
        nodes = [self.source]
        if sample_format in ("flt", "dbl"):
            # A file of floats may say that a sample is no number, or endless: whole ones can't.
            nodes.append(graph.add("aformat", "sample_fmts=s32"))
        nodes += [
            graph.add("aformat", "sample_fmts=fltp"),
            graph.add("asetnsamples", f"n={BATCH}:p=0"),
        ]
        split = graph.add("asplit", "2")
        batches, loudness = graph.add("abuffersink"), graph.add("abuffersink")
        graph.link_nodes(*nodes, split)
        meter = graph.add("ebur128", "metadata=1:framelog=quiet")
        split.link_to(batches, 0, 0)
        split.link_to(meter, 1, 0)
        graph.link_nodes(meter, loudness)
        graph.configure()
        self.batches, self.loudness = batches, loudness

    def _take(self) -> None:
        for batch in _pulled(self.batches):
            samples = _tamed(cast("NDArray[np.float32]", batch.to_ndarray()))
            self.shape.add(samples)
            self.energy.add(samples)
            if self.copy is not None:
                self.copy.add(samples)
        # Each tells the loudness so far, except the very last: too short to be metered.
        for metered in deque(_pulled(self.loudness), maxlen=2):
            lufs = float(metered.metadata.get(LOUDNESS, self.loudness_lufs))
            self.loudness_lufs = min(lufs, MOST_LUFS) if lufs > LEAST_LUFS else LEAST_LUFS


def _tamed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Decoders overshoot full scale a little, and on damaged input may answer with anything."""
    np.clip(samples, -1, 1, out=samples)
    if np.isnan(samples.min()):
        np.nan_to_num(samples, copy=False)
    return samples


def _pulled(sink: FilterContext) -> Iterator[AudioFrame]:
    while True:
        try:
            yield cast("AudioFrame", sink.pull())
        except (av.error.BlockingIOError, av.error.EOFError):
            return
