"""Decode a recording into one file a side: runs inside the child process."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from typing import BinaryIO

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

from calls.processing.examination import STEREO, Refusal
from calls.processing.reading import Count, Refused, checked, frames_of, opened, the_stream

# What speech recognizers hear with.
SAMPLE_RATE_HZ = 16_000
# Every so many samples one is looked at: enough to know who is silent, and cheap.
LOOKED_AT = 16


class Track:
    """A side's FLAC, in the making."""

    def __init__(self, container: OutputContainer) -> None:
        self.container = container
        self.stream: AudioStream = container.add_stream("flac", rate=SAMPLE_RATE_HZ, layout="mono")
        self.samples = 0

    def add(self, samples: array[int]) -> None:
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples), align=1)
        frame.planes[0].update(samples.tobytes())
        frame.sample_rate = SAMPLE_RATE_HZ
        frame.pts = self.samples
        self.samples += len(samples)
        self.container.mux(self.stream.encode(frame))

    def end(self) -> None:
        self.container.mux(self.stream.encode(None))


class Loudness:
    """The mean square of each side and of their difference; samples are -32768 to 32767."""

    def __init__(self, sides: int) -> None:
        self.sums = [0] * (3 if sides == STEREO else 1)
        self.looked_at = 0

    def add(self, sides: list[array[int]]) -> None:
        few = [side[::LOOKED_AT] for side in sides]
        if len(few) == STEREO:
            few.append(array("l", (left - right for left, right in zip(*few, strict=True))))
        for position, samples in enumerate(few):
            self.sums[position] += sum(sample * sample for sample in samples)
        self.looked_at += len(few[0])

    def mean_squares(self) -> list[float]:
        return [each / max(1, self.looked_at) for each in self.sums]


def split(
    file: BinaryIO, outputs: list[BinaryIO], *, max_decoded_seconds: int
) -> dict[str, object]:
    """Write what each side says, as FLAC, into `outputs`: two of a stereo recording, or one.

    Answers `{seconds, mean_squares}`: one number, or left's, right's and their difference's.
    Raises Refused, FFmpegError and MemoryError for what can't be decoded. Damage was judged when
    the recording was processed.
    """
    tracks: list[Track] = []
    with opened(file) as recording, ExitStack() as stack:
        for samples in decoded(recording):
            if not tracks:
                loudness = Loudness(len(samples))
                tracks = [
                    Track(stack.enter_context(av.open(output, mode="w", format="flac")))
                    for output in outputs[: len(samples)]
                ]
            for track, side in zip(tracks, samples, strict=True):
                track.add(side)
            loudness.add(samples)
            if tracks[0].samples > max_decoded_seconds * SAMPLE_RATE_HZ:
                raise Refused(Refusal.TOO_LONG)
        for track in tracks:
            track.end()
    if not tracks:
        raise Refused(Refusal.NO_SOUND)
    return {
        "seconds": tracks[0].samples / SAMPLE_RATE_HZ,
        "mean_squares": loudness.mean_squares(),
    }


def decoded(recording: InputContainer) -> Iterator[list[array[int]]]:
    """A little sound at a time: the left and the right, or, of other recordings, all as one."""
    frames = frames_of(recording, the_stream(recording), Count())
    first = checked(next(frames, None))
    sides = STEREO if first.layout.nb_channels == STEREO else 1
    resampler = AudioResampler(
        format="s16", layout="stereo" if sides == STEREO else "mono", rate=SAMPLE_RATE_HZ
    )
    for frame in chain([first], frames):
        # Decoders' times leap where a file is damaged, and the resampler would fill the gaps.
        frame.pts = None
        for piece in resampler.resample(frame):
            yield sides_of(piece, sides)
    for piece in resampler.resample(None):
        yield sides_of(piece, sides)


def sides_of(piece: av.AudioFrame, sides: int) -> list[array[int]]:
    samples = array("h", bytes(piece.planes[0])[: piece.samples * sides * 2])
    return [samples[side::sides] for side in range(sides)]
