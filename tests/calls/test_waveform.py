"""GET /v1/calls/{id}/waveform, and the coarse peaks that stand on the recording."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calls.choices import RecordingStatus
from calls.models import Listen
from calls.processing.waveform import PROCESSING_VERSION
from calls.services.process_recording import process_recording
from tests.calls.made_calls import made_call, recorded_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def listener(agent, client_of):
    return client_of(agent)


def path(call):
    return f"/v1/calls/{call.pk}/waveform"


def ready_call(agent, audio="speech.m4a"):
    call = recorded_call(agent, audio=audio, status=RecordingStatus.STORED, content_type="")
    process_recording(recording_id=call.recording.pk)
    return call


@pytest.mark.parametrize(("audio", "channels"), [("speech.amr", 1), ("two-party-stereo.m4a", 2)])
def test_a_waveform_has_two_levels_of_each_channel(agent, listener, audio, channels):
    call = ready_call(agent, audio)

    answer = listener.get(path(call))

    drawn = answer.json()
    told = listener.get(f"/v1/calls/{call.pk}").json()["recording"]
    assert answer.status_code == 200
    assert {name: drawn[name] for name in drawn if name != "levels"} == {
        "version": PROCESSING_VERSION,
        "channels": channels,
        "duration_seconds": told["duration_seconds"],
    }
    assert [level["buckets"] for level in drawn["levels"]] == [400, 2000]
    for level in drawn["levels"]:
        assert [len(side) for side in level["peaks"]] == [2 * level["buckets"]] * channels
        assert all(-128 <= peak <= 127 for side in level["peaks"] for peak in side)
        assert all(
            low <= high
            for side in level["peaks"]
            for low, high in zip(side[::2], side[1::2], strict=True)
        )


def test_a_waveform_that_the_caller_has_is_not_sent(agent, listener):
    call = ready_call(agent)
    first = listener.get(path(call))

    again = listener.get(path(call), headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_looking_at_a_waveform_is_no_listen(agent, listener, django_assert_num_queries):
    call = ready_call(agent)
    listener.get(path(call))

    with django_assert_num_queries(6):  # session, person, permissions twice, call, waveform
        listener.get(path(call))

    assert not Listen.objects.exists()


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"status": "stored"}, "in a moment"),
        ({"status": "ready", "recording": {"processed_at": "2026-01-01T00:00Z"}}, "reprocess"),
        ({"status": "failed", "recording": {"status_reason": "It is longer."}}, "It is longer."),
    ],
    ids=["not yet", "from before there were any", "never"],
)
def test_where_there_is_none_it_says_what_to_do(agent, listener, made, told):
    answer = listener.get(path(recorded_call(agent, **made)))

    assert (answer.status_code, answer.json()["code"]) == (404, "waveform_absent")
    assert told in answer.json()["detail"]


@pytest.mark.parametrize(("status", "code"), [("absent", 404), ("erased", 410)])
def test_without_bytes(agent, listener, status, code):
    assert listener.get(path(made_call(agent, status=status))).status_code == code


def test_a_list_shows_each_calls_shape_without_another_query(agent, listener):
    ready_call(agent)
    listener.get("/v1/calls")
    with CaptureQueriesContext(connection) as of_one:
        listener.get("/v1/calls")
    for _ in range(2):
        ready_call(agent)

    with CaptureQueriesContext(connection) as of_three:
        page = listener.get("/v1/calls").json()["results"]

    assert len(of_three) == len(of_one)
    assert [len(call["recording"]["peaks"]) for call in page] == [40] * 3
    assert all(max(call["recording"]["peaks"]) > 0 for call in page)
