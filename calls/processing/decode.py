"""Decode a whole recording once, and learn from it all there is to learn."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import BinaryIO

from av.audio.stream import AudioStream
from av.container import InputContainer

from calls.processing.descriptor import Descriptor, TooLarge
from calls.processing.examination import Decoded, Examination, Measures, Refusal
from calls.processing.listening import Listener
from calls.processing.playable import PlayableCopy, plays_everywhere
from calls.processing.reading import (
    Count,
    Refused,
    checked,
    frames_of,
    opened,
    the_stream,
)

# Of the others FFmpeg estimates the duration from the bit rate.
WITH_DURATION = ("mov,mp4,m4a,3gp,3g2,mj2", "flac")
# As phones write them: ©xyz and loci become "location", QuickTime's own key ends with ISO6709.
LOCATION_WORDS = ("location", "iso6709", "xyz", "gps", "latitude", "longitude", "geo")


def decode(
    file: BinaryIO, *, max_decoded_seconds: int, playable: Descriptor
) -> tuple[Examination, bytes]:
    """Decode a whole recording once: what it is, how it sounds, its packed waveform.

    Writes `playable` if browsers need it. Whatever the bytes, raises MemoryError and nothing else,
    except OSError where `playable` can't be written.
    """
    try:
        with opened(file) as container:
            return _decode_audio(container, max_decoded_seconds, playable)
    except Refused as refused:
        return Examination(refusal=refused.refusal), b""
    except TooLarge:
        return Examination(refusal=Refusal.COPY_TOO_LARGE), b""


def _decode_audio(
    container: InputContainer, max_decoded_seconds: int, playable: Descriptor
) -> tuple[Examination, bytes]:
    stream = the_stream(container)
    count = Count()
    frames = frames_of(container, stream, count)
    first = checked(next(frames, None))
    count.sample_rate_hz, count.channels = first.sample_rate, first.layout.nb_channels
    copy = _copy_if_needed(container, stream, count, playable)
    listener = Listener(first, copy=copy)
    for frame in chain([first], frames):
        listener.add(frame)
        if count.seconds > max_decoded_seconds:
            raise Refused(Refusal.TOO_LONG)
    # Noise behind a header gives a frame here and there.
    if count.damaged > count.frames:
        raise Refused(Refusal.NO_SOUND)
    measures = listener.finish()
    examination = Examination(
        decoded=_described(container, stream, count, measures),
        peaks=bytes(listener.shape.coarse()),
        has_playable=copy is not None,
    )
    return examination, listener.shape.packed()


def _copy_if_needed(
    container: InputContainer, stream: AudioStream, count: Count, playable: Descriptor
) -> PlayableCopy | None:
    if plays_everywhere(
        container=container.format.name, is_3gp=_is_3gp(container), codec=stream.codec_context
    ):
        return None
    return PlayableCopy(playable, sample_rate_hz=count.sample_rate_hz, channels=count.channels)


def _described(
    container: InputContainer, stream: AudioStream, count: Count, measures: Measures
) -> Decoded:
    return Decoded(
        container=container.format.name,
        is_3gp=_is_3gp(container),
        codec=stream.codec_context.name,
        sample_rate_hz=count.sample_rate_hz,
        channels=count.channels,
        duration_seconds=round(count.seconds, 3),
        claimed_seconds=_claimed_seconds(container.format.name, stream),
        damaged_count=count.damaged,
        has_location=_names_a_location(chain(container.metadata, stream.metadata)),
        measures=measures,
    )


def _is_3gp(container: InputContainer) -> bool:
    return container.metadata.get("major_brand", "").startswith("3g")


def _names_a_location(tags: Iterable[str]) -> bool:
    return any(word in tag.lower() for tag in tags for word in LOCATION_WORDS)


def _claimed_seconds(container: str, stream: AudioStream) -> float:
    if container not in WITH_DURATION or stream.duration is None or stream.time_base is None:
        return 0.0
    return max(0.0, float(stream.duration * stream.time_base))
