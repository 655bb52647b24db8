import numpy as np
import pytest

from calls.processing.shape import FIRST_BIN, MOST_BINS, Shape
from calls.processing.waveform import BYTES_PER_CHANNEL, LEVELS, unpack
from tests.calls import strange_files
from tests.calls.examined import processed
from tests.cast import AUDIO, MANIFEST, PLAYABLE

BATCH = 2**14


def shape_of(samples: np.ndarray) -> Shape:
    shape = Shape(batch=BATCH)
    for at in range(0, samples.shape[1], BATCH):
        shape.add(samples[:, at : at + BATCH])
    return shape


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_recording_has_peaks_at_two_zoom_levels_and_coarse_ones(name):
    made = processed(AUDIO / name)

    assert [level["buckets"] for level in made.levels] == [400, 2000]
    for level in made.levels:
        assert [len(side) for side in level["peaks"]] == (
            [2 * level["buckets"]] * MANIFEST[name]["channels"]
        )
        for side in level["peaks"]:
            assert all(low <= high for low, high in zip(side[::2], side[1::2], strict=True))
    assert len(made.examination.peaks) == 40


def test_peaks_stand_where_the_sound_is():
    # A second of silence, then one at half of full scale, up and down.
    loud = np.tile(np.array([16384, -16384], "<i2"), 4000)
    content = strange_files.wav(bytes(2 * 8000) + loud.tobytes())

    made = processed(content)

    assert list(made.examination.peaks) == [0] * 20 + [128] * 20
    for level in made.levels:
        half = level["buckets"]
        assert level["peaks"] == [[0] * half + [-64, 64] * (half // 2)]


def test_each_side_of_a_stereo_recording_has_its_own_peaks():
    made = processed(AUDIO / "one-sided-stereo.m4a")

    left, right = made.levels[0]["peaks"]
    assert max(left) > 90
    assert set(right) == {0}


@pytest.mark.parametrize(
    "length",
    [1, 39, 401, BATCH, BATCH + 1, MOST_BINS * FIRST_BIN + 1, 4 * MOST_BINS * FIRST_BIN + 12345],
)
def test_peaks_are_those_of_the_samples_however_long_it_is(length):
    samples = np.random.default_rng(length).uniform(-1, 1, (1, length)).astype(np.float32)

    shape = shape_of(samples)

    for level in unpack(shape.packed()):
        lows, highs = level["peaks"][0][::2], level["peaks"][0][1::2]
        assert min(lows) == max(-128, round(float(samples.min()) * 128))
        assert max(highs) == min(127, round(float(samples.max()) * 128))
    assert max(shape.coarse()) == round(float(np.abs(samples).max()) * 255)


def test_memory_stays_flat_however_long_it_is():
    shape = Shape(batch=BATCH)
    batch = np.zeros((1, BATCH), np.float32)

    for _ in range(6 * 3600 * 8000 // BATCH):  # six hours of a phone's
        shape.add(batch)

    assert shape.count <= MOST_BINS
    assert sum(lows.nbytes for lows in shape.lows) < 2**20


@pytest.mark.parametrize("size", [0, 1, BYTES_PER_CHANNEL - 1, BYTES_PER_CHANNEL + 1])
def test_what_is_no_waveform_is_not_unpacked(size):
    with pytest.raises(ValueError, match="A waveform has"):
        unpack(bytes(size))


def test_a_packed_waveform_is_unpacked_as_it_was_packed():
    first, second = LEVELS
    packed = bytes([0x80, 0x7F] * first) + bytes([0x01, 0x02] * first)
    packed += bytes([0xFF, 0x00] * second) + bytes([0x03, 0x04] * second)

    assert unpack(packed) == [
        {"buckets": first, "peaks": [[-128, 127] * first, [1, 2] * first]},
        {"buckets": second, "peaks": [[-1, 0] * second, [3, 4] * second]},
    ]
