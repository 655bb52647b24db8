from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition

from calls.probing.finding import CODECS, FORMATS, Decoded, Finding, Refusal

OPTIONS = {
    "format_whitelist": ",".join(FORMATS),
    # FFmpeg opens decoders while it looks at a file: those of pictures stay shut.
    "codec_whitelist": ",".join(CODECS),
    # A playlist, an external reference: whatever the file names, nothing is opened.
    "protocol_whitelist": "none",
}
# Of the others FFmpeg estimates the duration from the bit rate.
WITH_DURATION = ("mov,mp4,m4a,3gp,3g2,mj2", "flac")


def decode(file: BinaryIO, *, max_decoded_seconds: int) -> Finding:
    """Decode a whole recording and count. Raises MemoryError, nothing else, whatever the bytes."""
    head = file.read(12)
    file.seek(0)
    if not head:
        return Finding(refusal=Refusal.EMPTY)
    try:
        with av.open(file, mode="r", metadata_errors="replace", options=OPTIONS) as container:
            return _decode_audio(container, max_decoded_seconds)
    except MemoryError:
        raise
    except av.error.FFmpegError:
        # What an app that was killed in mid-recording leaves.
        has_mov_head = head[4:8] == b"ftyp"
        return Finding(refusal=Refusal.NO_INDEX if has_mov_head else Refusal.NOT_AUDIO)


def _decode_audio(container: InputContainer, max_decoded_seconds: int) -> Finding:
    if any(not stream.disposition & Disposition.attached_pic for stream in container.streams.video):
        return Finding(refusal=Refusal.HAS_VIDEO)
    if not container.streams.audio:
        return Finding(refusal=Refusal.NO_AUDIO_STREAM)
    stream = container.streams.audio[0]
    if stream.codec_context.name not in CODECS:
        return Finding(refusal=Refusal.UNKNOWN_CODEC)
    stream.codec_context.thread_count = 1
    count = Count()
    for packet in _packets(container, stream, count):
        _decode_packet(packet, count)
        if count.seconds > max_decoded_seconds:
            return Finding(refusal=Refusal.TOO_LONG)
    # Noise behind a header gives a frame here and there.
    if count.seconds == 0 or count.damaged > count.frames:
        return Finding(refusal=Refusal.NO_SOUND)
    return Finding(
        decoded=Decoded(
            container=container.format.name,
            is_3gp=container.metadata.get("major_brand", "").startswith("3g"),
            codec=stream.codec_context.name,
            sample_rate_hz=count.sample_rate_hz,
            channels=count.channels,
            duration_seconds=round(count.seconds, 3),
            claimed_seconds=_claimed_seconds(container.format.name, stream),
            damaged_count=count.damaged,
        )
    )


def _claimed_seconds(container: str, stream: AudioStream) -> float:
    if container not in WITH_DURATION or stream.duration is None or stream.time_base is None:
        return 0.0
    return max(0.0, float(stream.duration * stream.time_base))


@dataclass
class Count:
    seconds: float = 0.0
    frames: int = 0
    damaged: int = 0
    # Of the first frame: a container may claim anything.
    sample_rate_hz: int = 0
    channels: int = 0


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


def _decode_packet(packet: Packet[AudioStream], count: Count) -> None:
    try:
        frames = packet.decode()
    except MemoryError:
        raise
    except av.error.FFmpegError:
        count.damaged += 1
        return
    for frame in frames:
        if not frame.sample_rate:
            continue
        count.frames += 1
        count.seconds += frame.samples / frame.sample_rate
        count.sample_rate_hz = count.sample_rate_hz or frame.sample_rate
        count.channels = count.channels or frame.layout.nb_channels
