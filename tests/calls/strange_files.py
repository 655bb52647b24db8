"""Files that nobody's phone writes, made when a test needs them."""

import base64
import io
import random
import struct
import zipfile
from fractions import Fraction
from pathlib import Path

import av

from tests.cast import AUDIO

AAC_SAMPLES_PER_FRAME = 1024
ONE_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
PLACE = "+51.5074-000.1278/"
MAGIC_NUMBERS = {
    "wav": b"RIFF\xff\xff\xff\x7fWAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16),
    "mp3": b"\xff\xfb\x90\x64",
    "id3": b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
    "ogg": b"OggS\0\x02",
    "flac": b"fLaC\0\0\0\x22",
    "amr": b"#!AMR\n",
    "amr-wb": b"#!AMR-WB\n",
    "aac": b"\xff\xf1\x50\x80",
    "m4a": b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0\x7f\xff\xff\xffmoov",
    "3gp": b"\0\0\0\x18ftyp3gp4\0\0\0\x003gp43gp5\x7f\xff\xff\xffmoov",
    "matroska": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm",
}


def noise_behind(magic: bytes, *, size_bytes: int = 200_000) -> bytes:
    return magic + random.Random(magic).randbytes(size_bytes)


def zip_archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(AUDIO / "speech.m4a", "speech.m4a")
    return file.getvalue()


def silence(path: Path, *, hours: float, sample_rate_hz: int = 8000) -> Path:
    """One encoded frame of nothing, as often as it takes: hours in a few hundred kB."""
    frame = av.AudioFrame(format="fltp", layout="mono", samples=AAC_SAMPLES_PER_FRAME)
    frame.sample_rate = sample_rate_hz
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    with av.open(path, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=sample_rate_hz, layout="mono")
        encoded = [bytes(packet) for _ in range(20) for packet in stream.encode(frame)][-1]
        for number in range(int(hours * 3600 * sample_rate_hz / AAC_SAMPLES_PER_FRAME)):
            packet = av.Packet(encoded)
            packet.stream = stream
            packet.time_base = Fraction(1, sample_rate_hz)
            packet.pts = packet.dts = number * AAC_SAMPLES_PER_FRAME
            packet.duration = AAC_SAMPLES_PER_FRAME
            container.mux(packet)
    return path


def three_days(path: Path) -> Path:
    """A sparse file of four gigabytes, quickly made and slowly decoded."""
    size_bytes = 2**32 - 1
    header = b"RIFF" + (size_bytes - 8).to_bytes(4, "little") + b"WAVEfmt "
    header += struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    header += b"data" + (size_bytes - 44).to_bytes(4, "little")
    with path.open("wb") as file:
        file.write(header)
        file.truncate(size_bytes)
    return path


def video(path: Path) -> Path:
    """A second of black."""
    frame = av.VideoFrame(64, 64, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    with av.open(path, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        for number in range(10):
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def wav(
    samples: bytes,
    *,
    channels: int = 1,
    sample_rate_hz: int = 8000,
    bytes_per_sample: int = 2,
    format_tag: int = 1,
) -> bytes:
    """Whatever the header says; `format_tag`: 1 whole numbers, 3 floats, 6 A-law."""
    block = channels * bytes_per_sample
    header = struct.pack(
        *("<4sIHHIIHH", b"fmt ", 16, format_tag, channels, sample_rate_hz),
        *(sample_rate_hz * block % 2**32, block, 8 * bytes_per_sample),
    )
    chunks = b"WAVE" + header + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def adts(*, sample_rate_hz: int) -> bytes:
    """A second of AAC as a radio sends it."""
    file = io.BytesIO()
    frame = av.AudioFrame(format="fltp", layout="mono", samples=sample_rate_hz)
    frame.sample_rate = sample_rate_hz
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    with av.open(file, "w", format="adts") as container:
        stream = container.add_stream("aac", rate=sample_rate_hz, layout="mono")
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def damaged_recording() -> bytes:
    """A real recording with noise in its middle, as a bad memory card leaves it."""
    content = bytearray((AUDIO / "speech.m4a").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = random.Random(1).randbytes(4000)
    return bytes(content)


def recording_with_cover() -> bytes:
    """An MP3 with a picture of one pixel in its ID3 tag."""
    picture = b"\0image/png\0\x03\0" + base64.b64decode(ONE_PIXEL)
    frame = b"APIC" + len(picture).to_bytes(4, "big") + b"\0\0" + picture
    tag = b"ID3\x03\0\0" + bytes([0, 0, len(frame) >> 7, len(frame) & 0x7F]) + frame
    return tag + (AUDIO / "speech.mp3").read_bytes()


def claims_a_quarter_billion_samples() -> bytes:
    """A real recording whose index would take six gigabytes, says its header."""
    content = bytearray((AUDIO / "speech.3gp").read_bytes())
    at = content.index(b"stsz")
    content[at + 8 : at + 16] = (32).to_bytes(4, "big") + (2**28 - 1).to_bytes(4, "big")
    return bytes(content)


def recording_with_place(path: Path, *, tag: str, container: str) -> bytes:
    """A phone's recording with its "geotag" (ISO 6709), as FFmpeg writes it into the container."""
    file = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if "." in tag else {}
    with (
        av.open(str(path)) as source,
        av.open(file, "w", format=container, options=options) as target,
    ):
        target.metadata[tag] = PLACE
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return file.getvalue()
