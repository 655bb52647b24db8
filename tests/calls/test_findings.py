from dataclasses import replace

import numpy as np
import pytest

from calls.choices import FindingCode
from calls.processing.examination import Decoded, Measures
from calls.processing.findings import findings_on
from tests.calls import strange_files
from tests.calls.examined import processed
from tests.cast import AUDIO, PLAYABLE

RATE_HZ = 8000
HEARD = Measures(
    loudness_lufs=-20.0,
    silence_share=[0.2],
    speech_share=[0.7],
    spoken_share=0.7,
    clipped_share=0.0,
)
DECODED = Decoded(
    container="wav",
    is_3gp=False,
    codec="pcm_s16le",
    sample_rate_hz=RATE_HZ,
    channels=1,
    duration_seconds=60.0,
    claimed_seconds=0.0,
    damaged_count=0,
    has_location=False,
    measures=HEARD,
)
SILENT = {
    "code": "silent",
    "value": 100,
    "unit": "percent",
    "message": "Nothing is heard from start to end.",
}


def noise(seconds: float, *, dbfs: float, seed: int = 1) -> np.ndarray:
    count = int(seconds * RATE_HZ)
    return np.random.default_rng(seed).normal(0, 10 ** (dbfs / 20), count)


def talk(seconds: float, *, dbfs: float = -20) -> np.ndarray:
    """Syllables of noise, five a second, with a pause behind every fifth, on a quiet line."""
    times = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    is_syllable = (times * 5 % 1 < 0.6) & (times % 1 < 0.8)
    return noise(seconds, dbfs=dbfs) * is_syllable + noise(seconds, dbfs=-65, seed=2)


def wav(*sides: np.ndarray) -> bytes:
    samples = np.clip(np.stack(sides, axis=1) * 32768, -32768, 32767).astype("<i2")
    return strange_files.wav(samples.tobytes(), channels=len(sides), sample_rate_hz=RATE_HZ)


def codes(findings):
    return [finding["code"] for finding in findings]


@pytest.mark.parametrize(
    "name", [name for name in PLAYABLE if name not in ("silent.amr", "one-sided-stereo.m4a")]
)
def test_a_good_recording_has_no_findings(name):
    assert processed(AUDIO / name).findings(reported_seconds=12) == []


def test_a_silent_recording_is_silent_and_nothing_else():
    assert processed(AUDIO / "silent.amr").findings() == [SILENT]


def test_a_stereo_recording_of_one_side_names_the_silent_one():
    assert processed(AUDIO / "one-sided-stereo.m4a").findings() == [
        {
            "code": "one_side_silent",
            "value": 2,
            "unit": "channel",
            "message": "Only one side is heard: the right channel is silent.",
        }
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(wav(talk(20)), [], id="talk"),
        pytest.param(wav(talk(20), talk(20)), [], id="talk on both sides"),
        pytest.param(wav(talk(20), noise(20, dbfs=-60)), ["one_side_silent"], id="a noisy line"),
        pytest.param(wav(noise(20, dbfs=-75)), ["silent"], id="a codec's noise"),
        pytest.param(wav(noise(20, dbfs=-75), noise(20, dbfs=-75)), ["silent"], id="two of them"),
        pytest.param(wav(talk(20, dbfs=-47)), ["quiet"], id="a whisper"),
        pytest.param(wav(talk(20, dbfs=3)), ["clipped"], id="too loud"),
        pytest.param(wav(noise(20, dbfs=-25)), ["mostly_silent"], id="loud noise is no speech"),
        pytest.param(
            wav(np.concatenate([talk(3), noise(57, dbfs=-65)])),
            ["mostly_silent"],
            id="three seconds in a minute",
        ),
        pytest.param(
            wav(np.concatenate([talk(10), noise(50, dbfs=-65)])), [], id="ten seconds in a minute"
        ),
    ],
)
def test_sounds_are_judged_as_a_listener_would(content, expected):
    assert codes(processed(content).findings()) == expected


@pytest.mark.parametrize(
    ("reported_seconds", "expected"),
    [
        (None, []),
        (0, []),
        (60, []),
        (65, []),  # the recorder started late
        (67, ["shorter_than_reported"]),
        (3600, ["shorter_than_reported"]),
    ],
)
def test_a_recording_that_is_shorter_than_the_call_says_so(reported_seconds, expected):
    assert codes(findings_on(DECODED, reported_seconds=reported_seconds)) == expected


def test_a_shorter_recording_tells_by_how_much():
    assert findings_on(DECODED, reported_seconds=100) == [
        {
            "code": "shorter_than_reported",
            "value": 40.0,
            "unit": "seconds",
            "message": "The recording is 40 s shorter than the call was, says the phone.",
        }
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"clipped_share": 0.0009}, [], id="a door that slams"),
        pytest.param({"clipped_share": 0.001}, ["clipped"], id="crackling"),
        pytest.param({"loudness_lufs": -40.0}, [], id="low"),
        pytest.param({"loudness_lufs": -40.1}, ["quiet"], id="too low"),
        pytest.param({"loudness_lufs": -70.0}, [], id="too short to be metered"),
        pytest.param({"spoken_share": 0.1}, [], id="a tenth is spoken"),
        pytest.param({"spoken_share": 0.09}, ["mostly_silent"], id="less is"),
        pytest.param({"silence_share": [0.99]}, [], id="a word in a minute is heard"),
        pytest.param({"silence_share": [0.995]}, ["silent"], id="a click isn't"),
    ],
)
def test_a_threshold_lies_where_it_says(changes, expected):
    decoded = replace(DECODED, measures=replace(HEARD, **changes))

    assert codes(findings_on(decoded, reported_seconds=None)) == expected


@pytest.mark.parametrize(
    ("speech_share", "expected"),
    [
        pytest.param([0.5, 0.02], [], id="yes, said once"),
        pytest.param([0.5, 0.01], ["one_side_silent"], id="never"),
        pytest.param([0.04, 0.0], [], id="hardly anything on the other side, either"),
    ],
)
def test_a_side_is_silent_if_it_never_says_a_word(speech_share, expected):
    measures = replace(HEARD, silence_share=[0.2, 0.2], speech_share=speech_share)

    findings = findings_on(replace(DECODED, channels=2, measures=measures), reported_seconds=None)

    assert codes(findings) == expected


def test_every_finding_is_one_that_calls_can_be_filtered_by():
    worst = replace(
        DECODED,
        channels=2,
        claimed_seconds=90.0,
        damaged_count=3,
        has_location=True,
        measures=Measures(
            loudness_lufs=-50.0,
            silence_share=[0.1, 0.9],
            speech_share=[0.06, 0.0],
            spoken_share=0.06,
            clipped_share=0.5,
        ),
    )
    silent = replace(DECODED, measures=replace(HEARD, silence_share=[1.0]))

    found = codes(findings_on(worst, reported_seconds=120)) + codes(
        findings_on(silent, reported_seconds=None)
    )

    assert sorted(found) == sorted(FindingCode.values)
