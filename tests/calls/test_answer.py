import json

import pytest

from calls.processing.answer import BadAnswer, parse_answer
from calls.processing.examination import Refusal

MEASURES = {
    "loudness_lufs": -23.0,
    "silence_share": [0.1],
    "speech_share": [0.8],
    "spoken_share": 0.8,
    "clipped_share": 0.0,
}
DECODED = {
    "container": "wav",
    "is_3gp": False,
    "codec": "pcm_s16le",
    "sample_rate_hz": 8000,
    "channels": 1,
    "duration_seconds": 11.0,
    "claimed_seconds": 0.0,
    "damaged_count": 0,
    "has_location": False,
}
ANSWER = {"refusal": None, "peaks": [7] * 40, "has_playable": False, "peak_memory_bytes": 1}


def answered(*, measures=(), answer=(), **changes):
    decoded = DECODED | changes | {"measures": MEASURES | dict(measures)}
    return json.dumps(ANSWER | {"decoded": decoded} | dict(answer)).encode()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"decoded": nul', id="cut off"),
        pytest.param(b"[]", id="no object"),
        pytest.param(b"[" * 4096, id="nested too deep"),
        pytest.param(b"{}", id="no fields"),
        pytest.param(b'{"decoded": null, "refusal": "new", "peak_memory_bytes": 1}', id="unknown"),
        pytest.param(answered(channels=0), id="no channels"),
        pytest.param(answered(channels=True), id="a boolean"),
        pytest.param(answered(channels=99_999), id="more channels than the column holds"),
        pytest.param(answered(sample_rate_hz="8000"), id="text for a number"),
        pytest.param(answered(duration_seconds=float("nan")), id="not a number"),
        pytest.param(answered(duration_seconds=float("inf")), id="for ever"),
        pytest.param(answered(codec="h264"), id="a codec that wasn't asked for"),
        pytest.param(answered(container="avi"), id="a container that wasn't asked for"),
        pytest.param(answered(has_location="51.5,-0.1"), id="the place itself"),
        pytest.param(answered(channels=2), id="shares of one channel for two"),
        pytest.param(answered(measures={"speech_share": [1.1]}), id="more than all"),
        pytest.param(answered(measures={"loudness_lufs": float("nan")}), id="no loudness"),
        pytest.param(answered(answer={"peaks": [7] * 39}), id="a peak is missing"),
        pytest.param(answered(answer={"peaks": [256] * 40}), id="a peak over the top"),
        pytest.param(answered(answer={"has_playable": 1}), id="a number for a flag"),
    ],
)
def test_an_answer_that_the_child_cannot_give_is_not_believed(answer):
    with pytest.raises(BadAnswer):
        parse_answer(answer)


def test_an_answer_that_the_child_gives_is_believed():
    examination = parse_answer(answered())

    assert examination.decoded is not None
    assert examination.decoded.measures.spoken_share == 0.8
    assert examination.peaks == bytes([7] * 40)


def test_a_refusal_needs_nothing_else():
    examination = parse_answer(
        b'{"decoded": null, "refusal": "no_sound", "peak_memory_bytes": 1, "has_playable": true}'
    )

    assert examination.refusal == Refusal.NO_SOUND
    assert not examination.has_playable
