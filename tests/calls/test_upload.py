import hashlib
from datetime import UTC, datetime

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Device
from calls.models import CallLog, CallNote, Recording, TeamPhoneNumber, Upload
from calls.services.enqueue_processing import PROCESS_RECORDING
from contacts.models import Contact
from tests.calls.made_calls import made_contact
from tests.cast import AUDIO, MANIFEST, bearer, enrolled_phone

pytestmark = pytest.mark.django_db

NUMBER = "+442079460123"


@pytest.fixture(autouse=True)
def noon(time_machine):
    """A little after the calls of these tests, whenever they run."""
    time_machine.move_to(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=True)


def sha256(name):
    return hashlib.sha256((AUDIO / name).read_bytes()).hexdigest()


def test_an_upload_answers_with_the_whole_call(phone, agent, team):
    answer = phone.upload(
        "speech.m4a",
        key="k1",
        phone_number="020 7946 0123",
        direction="outbound",
        disposition="answered",
        answered_at="2026-11-20T10:30:12+01:00",
        ended_at="1795167080000",
        duration_seconds="68",
        sim_slot="1",
        client_call_id="android-17",
        contact_name="Ada Lovelace",
        consent="announced",
        announcement_version="en-3",
        device_time="2026-11-20T12:00:30Z",
        audio_source="VOICE_CALL",
        audio_sha256=sha256("speech.m4a").upper(),
        note="Wants a call back",
        mood="cheerful",
    )

    call = CallLog.objects.get()
    contact = Contact.objects.get()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/calls/{call.pk}"
    skew = answer.json()["clock_skew_seconds"]
    assert skew in (28, 29, 30)
    assert answer.json() == {
        "id": str(call.pk),
        "contact": {
            "id": str(contact.pk),
            "name": "Ada Lovelace",
            "display_name": "Ada Lovelace",
            "company": "",
            "status": "New Lead",
            "do_not_call": False,
            "phone_number": NUMBER,
        },
        "agent": {"id": str(agent.pk), "username": "amira", "name": "Amira"},
        "uploaded_by": None,
        "team": {"id": str(team.pk), "name": "Sales UK"},
        "device": {"id": str(phone.device.pk), "name": "amira's phone"},
        "direction": "outbound",
        "disposition": "answered",
        "outcome": None,
        "number_raw": "020 7946 0123",
        "number_e164": NUMBER,
        "number_extension": None,
        "number_kind": "e164",
        "region_used": "GB",
        "started_at": "2026-11-20T09:30:00Z",
        "answered_at": "2026-11-20T09:30:12Z",
        "ended_at": "2026-11-20T09:31:20Z",
        "duration_seconds": 68,
        "ring_seconds": 12,
        "sim_slot": 1,
        "source": "device",
        "client_call_id": "android-17",
        "device_time": "2026-11-20T12:00:30Z",
        "clock_skew_seconds": skew,
        "consent": "announced",
        "announcement_version": "en-3",
        "needs_attention": False,
        "attention_reason": None,
        "reviewed_at": None,
        "reviewed_by": None,
        "recording": {
            "status": "stored",
            "absent_reason": None,
            "status_reason": None,
            "sha256": sha256("speech.m4a"),
            "size_bytes": (AUDIO / "speech.m4a").stat().st_size,
            "codec": None,
            "sample_rate_hz": None,
            "channels": None,
            "duration_seconds": None,
            "findings": [],
            "playable_type": None,
            "peaks": None,
            "transcript": None,
            "may_listen": False,
        },
        "note_count": 1,
        "heard_until_seconds": None,
        "heard_at": None,
        "created_at": answer.json()["created_at"],
        "updated_at": answer.json()["updated_at"],
        "contact_created": True,
        "warnings": [
            {
                "code": "unknown_field",
                "field": "mood",
                "message": "There is no such field; it was ignored.",
            }
        ],
    }
    note = CallNote.objects.get()
    assert (note.text, note.author, note.call) == ("Wants a call back", agent, call)
    recording = call.recording
    assert (recording.original_filename, recording.audio_source) == ("speech.m4a", "VOICE_CALL")
    with storages["recordings"].open(recording.storage_key) as stored:
        assert stored.read() == (AUDIO / "speech.m4a").read_bytes()


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_every_audio_file_that_has_bytes_is_kept_as_it_came(phone, name):
    content = (AUDIO / name).read_bytes()

    answer = phone.upload(name)

    if not content:
        assert (answer.status_code, answer.json()["code"]) == (400, "empty_audio")
        assert Upload.objects.count() == 0
    else:
        assert answer.status_code == 201
        assert answer.json()["recording"]["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_repeated_upload_returns_the_first_call(phone):
    first = phone.upload(key="k1", contact_name="Ada", note="one")
    again = phone.upload(key="k1", contact_name="Bob", note="two", duration_seconds="9")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()  # contact_created too
    assert again.headers["Location"] == first.headers["Location"]
    assert (CallLog.objects.count(), CallNote.objects.count()) == (1, 1)
    assert Contact.objects.get().call_count == 1


def test_a_repeat_shows_the_call_as_it_is_now(phone):
    phone.upload(key="k1")
    CallLog.objects.update(disposition="busy")

    again = phone.upload(key="k1")

    assert again.json()["disposition"] == "busy"


def test_without_a_key_the_same_call_is_recognized_by_what_it_is(phone):
    first = phone.upload()
    as_milliseconds = phone.upload(started_at="1795167000000")
    other_audio = phone.upload("speech.mp3")

    assert [answer.status_code for answer in (first, as_milliseconds, other_audio)] == [
        201,
        200,
        201,
    ]
    assert first.json()["id"] == as_milliseconds.json()["id"] != other_audio.json()["id"]


def test_a_redial_is_a_call_of_its_own(phone):
    first = phone.upload(key="k1")
    redial = phone.upload("speech.mp3", key="k2", started_at="2026-11-20T09:31:00Z")

    assert (first.status_code, redial.status_code) == (201, 201)
    assert redial.json()["contact_created"] is False
    assert Contact.objects.get().call_count == 2


def test_equal_audio_of_the_same_moment_is_one_call_whatever_its_key(phone, tmp_path):
    first = phone.upload(key="k1")
    second = phone.upload(key="k2")
    repeat_of_second = phone.upload(key="k2")

    assert (second.status_code, repeat_of_second.status_code) == (200, 200)
    assert first.json()["id"] == second.json()["id"] == repeat_of_second.json()["id"]
    assert CallLog.objects.count() == 1
    assert len(stored_files(tmp_path)) == 1


def test_audio_that_is_there_is_not_stored_again(phone, monkeypatch):
    phone.upload(key="k1")

    def store(**_):
        raise AssertionError("stored again")

    monkeypatch.setattr("calls.services.receive_recording.store_recording", store)

    assert phone.upload(key="k1").status_code == 200
    assert phone.upload(key="k2").status_code == 200


def test_two_agents_may_use_the_same_key(phone, colleague):
    first = phone.upload(key="k1")
    second = enrolled_phone(colleague).upload(key="k1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]


def test_a_phone_enrolled_anew_keeps_its_queue(phone, agent):
    first = phone.upload(key="k1")
    second = enrolled_phone(agent, region="GB").upload(key="k1")

    assert (second.status_code, second.json()["id"]) == (200, first.json()["id"])


@pytest.mark.parametrize(
    ("audio", "changes"),
    [
        pytest.param("speech.mp3", {}, id="other audio"),
        pytest.param("speech.m4a", {"phone_number": "+442079460999"}, id="other number"),
        pytest.param("speech.m4a", {"started_at": "2026-11-20T09:30:00.001Z"}, id="other start"),
        pytest.param("speech.m4a", {"direction": "inbound"}, id="other direction"),
        pytest.param(
            None,
            {"phone_number": "+442079460999", "absent_reason": "lost"},
            id="no audio and other number",
        ),
    ],
)
def test_a_key_belongs_to_one_call(phone, audio, changes):
    phone.upload(key="k1")

    answer = phone.upload(audio, key="k1", **changes)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert answer.json()["retryable"] is False
    assert CallLog.objects.count() == 1


def test_a_replay_of_a_deleted_call_is_gone(phone):
    phone.upload(key="k1")
    CallLog.objects.update(deleted_at=datetime(2026, 11, 20, tzinfo=UTC))

    same_key = phone.upload(key="k1")
    same_audio = phone.upload(key="k2")

    assert (same_key.status_code, same_key.json()["code"]) == (410, "call_deleted")
    assert (same_audio.status_code, same_audio.json()["code"]) == (410, "call_deleted")
    assert CallLog.objects.count() == 1


def test_a_known_contact_costs_at_most_seven_statements(phone):
    made_contact()

    with CaptureQueriesContext(connection) as queries:
        answer = phone.upload(key="k1", contact_name="Ada", note="Hello")

    assert (answer.status_code, answer.json()["contact_created"]) == (201, False)
    statements = [query["sql"] for query in queries]
    begin = max(i for i, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    end = max(i for i, sql in enumerate(statements) if sql.startswith("RELEASE"))
    assert end - begin - 1 == 7, statements[begin:end]
    # Token, last used, last seen, permissions, number's class, claim, same audio, the transaction
    # with its marks, last upload, the call.
    assert len(statements) <= 19


def test_the_recording_is_queued_for_processing_with_the_call(phone):
    phone.upload(key="k1")

    job = ProcrastinateJob.objects.get()
    assert job.task_name == PROCESS_RECORDING
    assert job.args == {"recording_id": str(Recording.objects.get().pk)}


def test_a_contact_name_fills_only_an_empty_name(phone):
    phone.upload(key="k1", contact_name="")
    phone.upload("speech.mp3", key="k2", contact_name="Ada")
    phone.upload("speech.ogg", key="k3", contact_name="Bob")

    assert Contact.objects.get().name == "Ada"


@pytest.mark.parametrize(
    ("fields", "kind", "reason"),
    [
        pytest.param(
            {"phone_number": "", "number_withheld": "true"}, "withheld", "withheld", id="withheld"
        ),
        pytest.param({"phone_number": "-1"}, "withheld", "withheld", id="the network's word"),
        pytest.param({"phone_number": "##002#"}, "service_code", "service_code", id="service code"),
        pytest.param({"phone_number": "999"}, "emergency", "emergency", id="emergency"),
        pytest.param({"phone_number": "61016"}, "short_code", "short_code", id="short code"),
        pytest.param({"phone_number": "hello"}, "invalid", "invalid_number", id="invalid"),
        pytest.param({"phone_number": "020 7946 0999"}, "e164", "own_number", id="our own"),
        pytest.param(
            {"phone_number": "020 7946 0555"}, "e164", "shared_number", id="a switchboard"
        ),
    ],
)
def test_a_number_that_is_no_customers_is_kept_without_a_contact(phone, fields, kind, reason):
    TeamPhoneNumber.objects.create(e164="+442079460999")
    shared = made_contact("Reception", e164=None)
    shared.phone_numbers.create(e164="+442079460555", is_shared=True)

    answer = phone.upload(key="k1", **fields)

    call = answer.json()
    assert answer.status_code == 201
    assert (call["contact"], call["number_kind"]) == (None, kind)
    assert (call["needs_attention"], call["attention_reason"]) == (True, reason)
    assert call["number_raw"] == fields["phone_number"]
    assert call["contact_created"] is False
    assert Contact.objects.exclude(pk=shared.pk).count() == 0


def test_a_start_in_the_far_future_is_kept_and_needs_attention(phone):
    ahead = phone.upload(key="k1", started_at="2026-11-20T12:04:00Z")
    far_ahead = phone.upload("speech.mp3", key="k2", started_at="2031-01-01T00:00:00Z")

    assert ahead.json()["needs_attention"] is False
    assert far_ahead.status_code == 201
    assert far_ahead.json()["attention_reason"] == "started_in_future"
    # A clock that is ahead must not hide the calls that come.
    assert Contact.objects.get().last_call_at.year == 2026


def test_an_unknown_region_is_ignored_with_a_warning(phone):
    answer = phone.upload(phone_number="020 7946 0123", region="XX")

    assert answer.status_code == 201
    assert answer.json()["number_e164"] == NUMBER
    assert [warning["field"] for warning in answer.json()["warnings"]] == ["region"]


def test_the_requests_region_goes_before_the_phones(phone):
    answer = phone.upload(phone_number="030 901820", region="de")

    assert (answer.json()["number_e164"], answer.json()["region_used"]) == ("+4930901820", "DE")


def test_a_program_and_a_person_upload_for_themselves(client, client_of, agent):
    form = {"phone_number": NUMBER, "started_at": "2026-11-20T09:30:00Z", "absent_reason": "lost"}

    by_program = client.post("/v1/calls/upload", form, headers=bearer(agent, "calls:write"))
    by_hand = client_of(agent).post(
        "/v1/calls/upload", {**form, "started_at": "2026-11-20T09:31:00Z"}
    )

    assert (by_program.status_code, by_program.json()["source"]) == (201, "api")
    assert (by_hand.status_code, by_hand.json()["source"]) == (201, "manual")
    assert by_program.json()["device"] is None


def test_a_phone_shows_its_last_upload_and_its_last_refusal(phone):
    phone.upload(key="k1")
    phone.upload(key="k1", phone_number="+442079460999")

    device = Device.objects.get()
    assert device.last_upload_at is not None
    assert device.last_refusal_code == "idempotency_key_reused"
    assert device.last_refusal_at >= device.last_upload_at


def stored_files(tmp_path):
    return [path for path in (tmp_path / "recordings").rglob("*") if path.is_file()]
