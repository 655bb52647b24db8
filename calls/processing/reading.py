"""Open a stranger's file and decode its audio: what processing and transcribing have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition

from calls.processing.conform import Conformer
from calls.processing.examination import CODECS, FORMATS, MOST_CHANNELS, SAMPLE_RATES_HZ, Refusal

OPTIONS = {
    "format_whitelist": ",".join(FORMATS),
    # FFmpeg opens decoders while it looks at a file: those of pictures stay shut.
    "codec_whitelist": ",".join(CODECS),
    # A playlist, an external reference: whatever the file names, nothing is opened.
    "protocol_whitelist": "none",
}


class Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def opened(file: BinaryIO) -> InputContainer:
    """Raises Refused."""
    head = file.read(12)
    file.seek(0)
    if not head:
        raise Refused(Refusal.EMPTY)
    try:
        return av.open(file, mode="r", metadata_errors="replace", options=OPTIONS)
    except MemoryError:
        raise
    except av.error.FFmpegError:
        # What an app that was killed in mid-recording leaves.
        has_mov_head = head[4:8] == b"ftyp"
        raise Refused(Refusal.NO_INDEX if has_mov_head else Refusal.NOT_AUDIO) from None


def the_stream(container: InputContainer) -> AudioStream:
    """Raises Refused."""
    if any(not stream.disposition & Disposition.attached_pic for stream in container.streams.video):
        raise Refused(Refusal.HAS_VIDEO)
    if not container.streams.audio:
        raise Refused(Refusal.NO_AUDIO_STREAM)
    stream = container.streams.audio[0]
    if stream.codec_context.name not in CODECS:
        raise Refused(Refusal.UNKNOWN_CODEC)
    stream.codec_context.thread_count = 1
    return stream


def checked(first: AudioFrame | None) -> AudioFrame:
    """Raises Refused."""
    if first is None:
        raise Refused(Refusal.NO_SOUND)
    least_rate, greatest_rate = SAMPLE_RATES_HZ
    is_rate = least_rate <= first.sample_rate <= greatest_rate
    if not is_rate or first.layout.nb_channels > MOST_CHANNELS:
        raise Refused(Refusal.ABSURD_FORMAT)
    return first


@dataclass
class Count:
    seconds: float = 0.0
    frames: int = 0
    damaged: int = 0
    # Of the first frame: a container may claim anything.
    sample_rate_hz: int = 0
    channels: int = 0


def frames_of(container: InputContainer, stream: AudioStream, count: Count) -> Iterator[AudioFrame]:
    """All that can be decoded, each of the first one's form. Raises nothing but MemoryError."""
    conformer = Conformer()
    for packet in _packets(container, stream, count):
        yield from _decoded(packet, conformer, count)


def _packets(
    container: InputContainer, stream: AudioStream, count: Count
) -> Iterator[Packet[AudioStream]]:
    """All packets that can be read: a file that was cut off ends where it ends."""
    try:
        yield from container.demux(stream)
    except MemoryError:
        raise
    except av.error.FFmpegError:
        count.damaged += 1


def _decoded(packet: Packet[AudioStream], conformer: Conformer, count: Count) -> list[AudioFrame]:
    conformed = []
    try:
        for frame in packet.decode():
            if frame.sample_rate and frame.samples:
                conformed += conformer.conform(frame)
                count.frames += 1
                count.seconds += frame.samples / frame.sample_rate
    except MemoryError:
        raise
    except av.error.FFmpegError:
        count.damaged += 1
    return conformed
