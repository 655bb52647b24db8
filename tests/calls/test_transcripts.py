"""GET and PATCH /v1/calls/{id}/transcript, and what a call says about its transcript."""

import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from callcrm.transcription import Transcription
from calls.models import Listen, Transcript, TranscriptSegment
from calls.services.edit_transcript import edit_transcript
from calls.services.write_transcript import renew_search
from calls.transcribing.answer import MAX_TEXT_BYTES
from tests.calls.made_calls import made_call, recorded_call
from tests.cast import bearer

pytestmark = pytest.mark.django_db

SAID = ((0.0, 2.5, "left", "Hello, this is Ada."), (2.5, 5.0, "right", "I ordered keyboards."))


def transcribed_call(agent, *, said=SAID, **fields):
    call = recorded_call(agent)
    transcript = Transcript.objects.create(
        recording=call.recording,
        **{"status": "ready", "language": "en", "engine": "small", **fields},
    )
    for position, (start, end, side, text) in enumerate(said):
        TranscriptSegment.objects.create(
            transcript=transcript,
            position=position,
            start_seconds=start,
            end_seconds=end,
            side=side,
            text=text,
        )
    renew_search(transcript_id=transcript.pk, config="english")
    return call


def address(call):
    return f"/v1/calls/{call.pk}/transcript"


def read(client, call):
    return client.get(address(call))


def edit(client, call, *segments, **headers):
    body = {"segments": [{"id": str(key), "text": text} for key, text in segments]}
    return client.patch(address(call), body, content_type="application/json", headers=headers)


def segment_ids(call):
    return list(
        TranscriptSegment.objects.filter(transcript__recording__call=call).values_list(
            "pk", flat=True
        )
    )


def finds(call, words):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search_vector @@ plainto_tsquery('english', %s) FROM transcripts"
            " WHERE recording_id = %s",
            [words, call.recording.pk],
        )
        return cursor.fetchone()[0]


def test_a_transcript_as_json(agent, client_of, django_assert_num_queries):
    call = transcribed_call(agent, engine_version="small-2024")
    first, second = segment_ids(call)

    client = client_of(agent)
    read(client, call)
    with django_assert_num_queries(13):
        answer = read(client, call)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.json() == {
        "status": "ready",
        "status_reason": None,
        "language": "en",
        "engine": "small",
        "engine_version": "small-2024",
        "edited_at": None,
        "edited_by": None,
        "segments": [
            {
                "id": str(first),
                "start_seconds": 0.0,
                "end_seconds": 2.5,
                "side": "left",
                "text": "Hello, this is Ada.",
                "original_text": None,
            },
            {
                "id": str(second),
                "start_seconds": 2.5,
                "end_seconds": 5.0,
                "side": "right",
                "text": "I ordered keyboards.",
                "original_text": None,
            },
        ],
    }


def test_reading_is_a_listen_once_in_half_an_hour(agent, support, client_of):
    call = transcribed_call(agent)

    for _ in range(2):
        read(client_of(support), call)
        edit(client_of(support), call, (segment_ids(call)[0], "Hello."))
    read(client_of(agent), call)
    client_of(agent).head(address(call))

    assert sorted(Listen.objects.values_list("listener__username", "kind")) == [
        ("amira", "transcript"),
        ("sana", "transcript"),
    ]


@pytest.mark.parametrize("status", ["waiting", "failed"])
def test_where_there_is_nothing_to_read_nobody_has_read(agent, client_of, status):
    call = transcribed_call(agent, said=(), status=status, status_reason="The server is busy.")

    answer = read(client_of(agent), call).json()

    assert (answer["status"], answer["segments"]) == (status, [])
    assert answer["status_reason"] == "The server is busy."
    assert not Listen.objects.exists()


# --- Who may ----------------------------------------------------------------------------------


def test_an_auditor_knows_of_the_call_but_not_of_its_words(agent, auditor, client_of):
    call = transcribed_call(agent)
    client = client_of(auditor)

    answer = read(client, call)
    assert (answer.status_code, answer.json()["code"]) == (403, "may_not_listen")
    assert b"keyboards" not in answer.content
    assert edit(client, call, (segment_ids(call)[0], "Hi.")).status_code == 403
    shown = client.get(f"/v1/calls/{call.pk}")
    assert shown.json()["recording"]["transcript"] is None
    assert b"keyboards" not in shown.content
    assert not Listen.objects.exists()


def test_a_colleague_and_a_stranger_get_nothing(agent, colleague, stranger, client_of):
    call = transcribed_call(agent)

    assert read(client_of(colleague), call).status_code == 404
    assert read(client_of(stranger), call).status_code == 403


def test_an_agent_may_read_but_not_edit(agent, client_of):
    call = transcribed_call(agent)

    assert edit(client_of(agent), call, (segment_ids(call)[0], "Hi.")).status_code == 403
    assert not Transcript.objects.filter(edited_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("scopes", "get", "patch"),
    [
        (("calls:read",), 200, 403),
        (("calls:write",), 403, 403),  # the answer to an edit would be the text
        (("calls:read", "calls:write"), 200, 200),
        ((), 403, 403),
    ],
)
def test_a_program_needs_to_read_even_to_edit(agent, support, client, scopes, get, patch):
    call = transcribed_call(agent)
    headers = bearer(support, *scopes)

    assert client.get(address(call), headers=headers).status_code == get
    edited = edit(client, call, (segment_ids(call)[0], "Hi."), **headers)
    assert edited.status_code == patch
    assert (b"keyboards" in edited.content) == (patch == 200)


def test_a_phone_reads_nothing(agent, phone, client):
    assert client.get(address(transcribed_call(agent)), headers=phone.headers).status_code == 403


# --- Where there is none ----------------------------------------------------------------------


def test_what_is_not_configured_is_said(agent, client_of):
    answer = read(client_of(agent), recorded_call(agent))

    assert (answer.status_code, answer.json()["code"]) == (404, "transcript_not_configured")
    assert not answer.json()["retryable"]


def test_what_is_not_there_yet_is_said(agent, client_of, settings):
    settings.TRANSCRIPTION = Transcription(url="http://127.0.0.1:9", model="small")

    answer = read(client_of(agent), recorded_call(agent))

    assert (answer.status_code, answer.json()["code"]) == (404, "transcript_absent")


def test_what_was_written_is_read_when_transcription_is_switched_off(agent, client_of):
    assert read(client_of(agent), transcribed_call(agent)).status_code == 200


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("absent", (404, "recording_absent")),
        ("expected", (404, "recording_absent")),
        ("erased", (410, "recording_erased")),
    ],
)
def test_a_call_without_audio_has_no_transcript(agent, support, client_of, status, code):
    call = made_call(agent, status=status)
    Transcript.objects.create(recording=call.recording, status="ready")

    for answer in (
        read(client_of(support), call),
        edit(client_of(support), call, (uuid.uuid4(), "Hi.")),
    ):
        assert (answer.status_code, answer.json()["code"]) == code


def test_a_deleted_calls_transcript_is_gone(agent, manager, client_of):
    call = transcribed_call(agent)
    call.deleted_at = timezone.now()
    call.save()

    assert read(client_of(manager), call).status_code == 404
    assert edit(client_of(manager), call, (segment_ids(call)[0], "Hi.")).status_code == 404


# --- Editing ----------------------------------------------------------------------------------


def test_an_edit_keeps_what_the_recognizer_wrote_and_is_found(agent, support, client_of):
    call = transcribed_call(agent)
    _, second = segment_ids(call)

    answer = edit(client_of(support), call, (second, "I ordered cupboards."))

    assert answer.status_code == 200
    shown = answer.json()
    assert [segment["original_text"] for segment in shown["segments"]] == [
        None,
        "I ordered keyboards.",
    ]
    assert shown["segments"][1]["text"] == "I ordered cupboards."
    assert shown["edited_by"]["username"] == "sana"
    assert shown["edited_at"] is not None
    assert (finds(call, "cupboard"), finds(call, "keyboard")) == (True, False)


def test_a_second_edit_keeps_the_first_original_and_an_edit_back_forgets_it(
    agent, support, client_of
):
    call = transcribed_call(agent)
    _, second = segment_ids(call)
    client = client_of(support)

    edit(client, call, (second, "One."))
    again = edit(client, call, (second, "Two.")).json()["segments"][1]
    back = edit(client, call, (second, "I ordered keyboards.")).json()["segments"][1]

    assert (again["text"], again["original_text"]) == ("Two.", "I ordered keyboards.")
    assert (back["text"], back["original_text"]) == ("I ordered keyboards.", None)


def test_words_that_were_not_said_can_be_emptied(agent, support, client_of):
    call = transcribed_call(agent)

    answer = edit(client_of(support), call, (segment_ids(call)[1], ""))

    assert answer.json()["segments"][1]["text"] == ""
    assert not finds(call, "keyboard")


def test_an_edit_that_changes_nothing_is_none(agent, support, client_of):
    call = transcribed_call(agent)
    client = client_of(support)
    etag = read(client, call).headers["ETag"]

    answer = edit(client, call, (segment_ids(call)[0], "Hello, this is Ada."))

    assert (answer.status_code, answer.json()["edited_at"]) == (200, None)
    assert answer.headers["ETag"] == etag


REFUSED = {
    "no segments": ({"segments": []}, "segments"),
    "nothing": ({}, "segments"),
    "no id": ({"segments": [{"text": "Hi."}]}, "segments.0.id"),
    "no text": ({"segments": [{"id": "{first}"}]}, "segments.0.text"),
    "an id that is none": ({"segments": [{"id": "1", "text": "Hi."}]}, "segments.0.id"),
    "a NUL": ({"segments": [{"id": "{first}", "text": "a\0b"}]}, "segments.0.text"),
    "too long": ({"segments": [{"id": "{first}", "text": "x" * 10_001}]}, "segments.0.text"),
    "twice": ({"segments": [{"id": "{first}", "text": "a"}] * 2}, "segments"),
    "another field": ({"segments": [{"id": "{first}", "text": "a", "side": "left"}]}, None),
    "a status": ({"segments": [{"id": "{first}", "text": "a"}], "status": "ready"}, "status"),
    "one that isn't there": (
        {"segments": [{"id": "{first}", "text": "a"}, {"id": str(uuid.uuid4()), "text": "b"}]},
        "segments.1.id",
    ),
}


@pytest.mark.parametrize(("body", "field"), REFUSED.values(), ids=REFUSED)
def test_an_edit_that_cannot_be_made_changes_nothing(agent, support, client_of, body, field):
    call = transcribed_call(agent)
    first = str(segment_ids(call)[0])
    sent = {
        **body,
        **(
            {
                "segments": [
                    {**each, **({"id": first} if each.get("id") == "{first}" else {})}
                    for each in body["segments"]
                ]
            }
            if "segments" in body
            else {}
        ),
    }

    answer = client_of(support).patch(address(call), sent, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    if field:
        assert field in [error["field"] for error in answer.json()["errors"]]
    assert read(client_of(support), call).json()["edited_at"] is None


def test_another_calls_segment_is_not_there(agent, support, client_of):
    call, other = transcribed_call(agent), transcribed_call(agent)

    assert edit(client_of(support), call, (segment_ids(other)[0], "Hi.")).status_code == 400


def test_more_text_than_can_be_searched_is_refused(agent, support, client_of):
    long = "word " * 1_990
    number = MAX_TEXT_BYTES // len(long) + 1
    call = transcribed_call(agent, said=[(0.0, 1.0, "", long)] * (number - 1) + [SAID[0]])

    answer = edit(client_of(support), call, (segment_ids(call)[-1], long))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "segments")


@pytest.mark.parametrize("status", ["waiting", "failed"])
def test_what_is_not_ready_cannot_be_edited(agent, support, client_of, status):
    call = transcribed_call(agent, status=status)

    answer = edit(client_of(support), call, (segment_ids(call)[0], "Hi."))

    assert (answer.status_code, answer.json()["code"]) == (404, "transcript_absent")


# --- Two at once ------------------------------------------------------------------------------


def test_an_edit_of_what_was_changed_meanwhile_is_refused(agent, support, client_of):
    call = transcribed_call(agent)
    client = client_of(support)
    etag = read(client, call).headers["ETag"]
    first, _ = segment_ids(call)

    taken = edit(client, call, (first, "One."), **{"if-match": etag})
    refused = edit(client, call, (first, "Two."), **{"if-match": etag})

    assert (taken.status_code, refused.status_code) == (200, 412)
    assert refused.json()["code"] == "version_mismatch"
    assert read(client, call).json()["segments"][0]["text"] == "One."
    assert taken.headers["ETag"] != etag


@pytest.mark.parametrize(
    ("header", "status"),
    [("W/{etag}", 200), ('"1", {etag}', 200), ("*", 200), ('"1"', 412), ("nonsense", 412)],
)
def test_if_match_as_http_has_it(agent, support, client_of, header, status):
    call = transcribed_call(agent)
    client = client_of(support)
    etag = read(client, call).headers["ETag"]
    headers = {"if-match": header.format(etag=etag)}

    assert edit(client, call, (segment_ids(call)[0], "One."), **headers).status_code == status


@pytest.mark.django_db(transaction=True)
def test_of_two_who_edit_the_same_version_one_wins(agent, support, client_of):
    call = transcribed_call(agent)
    etag = read(client_of(support), call).headers["ETag"]
    first, _ = segment_ids(call)
    clients, answers = [client_of(support) for _ in range(4)], []
    barrier = threading.Barrier(len(clients))

    def go(number, client):
        barrier.wait()
        answers.append(edit(client, call, (first, f"{number}"), **{"if-match": etag}).status_code)
        connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 412, 412, 412]


# --- What a call says -------------------------------------------------------------------------


def test_a_call_says_how_far_its_transcript_is(agent, client_of):
    call = transcribed_call(agent)

    shown = client_of(agent).get(f"/v1/calls/{call.pk}").json()["recording"]["transcript"]

    assert shown == {"status": "ready", "language": "en"}


def test_a_call_without_one_says_null(agent, client_of):
    call = recorded_call(agent)

    assert client_of(agent).get(f"/v1/calls/{call.pk}").json()["recording"]["transcript"] is None


def test_a_list_of_calls_reads_no_transcripts_one_by_one(
    agent, client_of, django_assert_max_num_queries
):
    for _ in range(5):
        transcribed_call(agent)
    client = client_of(agent)

    with django_assert_max_num_queries(6) as captured:
        results = client.get("/v1/calls").json()["results"]

    assert {each["recording"]["transcript"]["status"] for each in results} == {"ready"}
    assert not any("search_vector" in query["sql"] for query in captured)


def test_edits_are_kept_with_their_author(agent, support):
    call = transcribed_call(agent)
    first, _ = segment_ids(call)

    edit_transcript(call_id=call.pk, by=support, texts={first: "Hello."})

    transcript = Transcript.objects.get()
    assert (transcript.edited_by, transcript.search_config) == (support, "english")
