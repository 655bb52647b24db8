import io
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest

from tests.calls import strange_files
from tests.calls.examined import Processed, processed
from tests.cast import AUDIO, MANIFEST, PLAYABLE

COPIED = [
    "silent.amr",
    "speech-wideband.awb",
    "speech.3gp",
    "speech.aac",
    "speech.amr",
    "speech.ogg",
]


@pytest.fixture(scope="module", params=COPIED)
def copied(request):
    """A recording that no browser plays: its name and what was made of it."""
    return request.param, processed(AUDIO / request.param)


@pytest.mark.parametrize("name", [name for name in PLAYABLE if name not in COPIED])
def test_what_browsers_play_is_not_copied(name):
    assert not processed(AUDIO / name).examination.has_playable


def test_the_copy_is_aac_lc_as_long_as_the_original(copied):
    name, made = copied

    with av.open(io.BytesIO(made.playable)) as container:
        codec = container.streams.audio[0].codec_context
        seconds = float(container.streams.audio[0].duration * container.streams.audio[0].time_base)

        assert (codec.name, codec.profile) == ("aac", "LC")
        assert codec.sample_rate == MANIFEST[name]["sample_rate_hz"]
        assert codec.layout.nb_channels == MANIFEST[name]["channels"]
        assert seconds == pytest.approx(made.examination.decoded.duration_seconds, abs=0.001)


def test_the_copy_has_its_index_in_front(copied):
    _, made = copied

    assert [kind for kind, _ in boxes(made.playable)] == [b"ftyp", b"moov", b"free", b"mdat"]
    assert made.playable[8:12] == b"M4A "


def test_the_copy_sounds_like_the_original(copied):
    name, made = copied
    original, copy = samples(AUDIO / name), samples(io.BytesIO(made.playable))

    difference = original[: len(copy)] - copy[: len(original)]

    # The noise that coding adds lies 15 dB below the speech.
    assert np.sqrt(np.mean(difference**2)) <= 0.18 * np.sqrt(np.mean(original**2)) + 1e-4


def test_the_same_audio_makes_the_same_copy():
    assert processed(AUDIO / "speech.amr").playable == processed(AUDIO / "speech.amr").playable


@pytest.mark.parametrize(
    ("content", "channels", "sample_rate_hz"),
    [
        # A-law in wav, as an exchange writes it.
        (strange_files.wav(b"\x55\xd5" * 8000, format_tag=6, bytes_per_sample=1), 1, 8000),
        (strange_files.wav(bytes(4 * 8000), format_tag=3, bytes_per_sample=4, channels=2), 2, 8000),
        (strange_files.wav(bytes(3 * 6000), bytes_per_sample=3, channels=6), 1, 8000),
        # Rates that AAC hasn't, or that not every system's decoder takes.
        (strange_files.wav(bytes(3 * 9000), bytes_per_sample=3, sample_rate_hz=9000), 1, 11025),
        (strange_files.wav(bytes(3 * 96000), bytes_per_sample=3, sample_rate_hz=96000), 1, 48000),
    ],
    ids=["A-law", "floats", "six channels", "9 kHz", "96 kHz"],
)
def test_a_copy_has_a_rate_and_channels_that_every_browser_plays(content, channels, sample_rate_hz):
    made = processed(content)

    with av.open(io.BytesIO(made.playable)) as container:
        codec = container.streams.audio[0].codec_context
        assert (codec.layout.nb_channels, codec.sample_rate) == (channels, sample_rate_hz)


def test_a_place_in_the_file_is_not_in_the_copy():
    content = strange_files.recording_with_place(
        AUDIO / "speech.3gp", tag="location", container="3gp"
    )

    made = processed(content)

    assert b"loci" in content
    assert b"loci" not in made.playable
    with av.open(io.BytesIO(made.playable)) as container:
        assert container.metadata.keys() == {"major_brand", "minor_version", "compatible_brands"}
    assert codes(made) == ["metadata_location"]


@pytest.mark.parametrize(
    ("tag", "container", "box"),
    [
        ("location", "3gp", b"loci"),
        ("location", "mov", b"\xa9xyz"),
        ("location", "ipod", b"udta"),
        ("com.apple.quicktime.location.ISO6709", "mov", b"com.apple.quicktime.location.ISO6709"),
    ],
)
def test_a_place_in_the_file_is_found_and_never_told(tag, container, box):
    content = strange_files.recording_with_place(AUDIO / "speech.m4a", tag=tag, container=container)

    made = processed(content)

    assert box in content
    assert "51.5" not in repr(made.examination)
    assert made.findings() == [
        {
            "code": "metadata_location",
            "value": None,
            "unit": None,
            "message": "The file tells where the phone was when it recorded.",
        }
    ]


def test_another_decoder_plays_the_copy(tmp_path):
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg isn't installed")
    path = tmp_path / "copy.m4a"
    path.write_bytes(processed(AUDIO / "speech.amr").playable)

    said = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "null", "-"],
        capture_output=True,
        check=True,
        timeout=60,
    )

    assert said.stderr == b""


def codes(made: Processed) -> list[str]:
    return [finding["code"] for finding in made.findings()]


def boxes(content: bytes) -> list[tuple[bytes, int]]:
    """Kind and size of each box at the top of an MP4 (ISO 14496-12, 4.2)."""
    found, at = [], 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        assert size >= 8
        found.append((content[at + 4 : at + 8], size))
        at += size
    assert at == len(content)
    return found


def samples(file: Path | io.BytesIO) -> np.ndarray:
    resampler = av.AudioResampler(format="flt", layout="mono")
    with av.open(file) as container:
        frames = [
            resampled.to_ndarray()
            for frame in container.decode(audio=0)
            for resampled in resampler.resample(frame)
        ]
    return np.concatenate(frames, axis=1)[0]
