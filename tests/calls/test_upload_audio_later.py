"""Calls that come without their audio, and audio that comes without its call."""

from datetime import UTC, datetime

import pytest

from calls.choices import RecordingStatus
from calls.models import CallLog, CallNote, ExcludedNumber, Recording, Upload
from contacts.models import Contact, PhoneNumber
from tests.cast import enrolled_phone

pytestmark = pytest.mark.django_db

FILES = "recordings"


def stored_files(tmp_path):
    return [path for path in (tmp_path / FILES).rglob("*") if path.is_file()]


def test_a_call_without_a_recording_says_why(phone):
    answer = phone.upload(None, key="k1", absent_reason="not_permitted")

    recording = answer.json()["recording"]
    assert answer.status_code == 201
    assert (recording["status"], recording["absent_reason"]) == ("absent", "not_permitted")
    assert answer.json()["contact_created"] is True


@pytest.mark.parametrize(
    "first", [{"audio_expected": "later"}, {"absent_reason": "lost"}], ids=["expected", "absent"]
)
@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"key": "k1"}, id="same key"),
        pytest.param({"key": "k2", "client_call_id": "7"}, id="same client_call_id"),
    ],
)
def test_audio_sent_later_fills_the_call(phone, tmp_path, first, second):
    before = phone.upload(None, key="k1", client_call_id="7", **first)
    after = phone.upload("speech.m4a", **second)
    repeats = [
        phone.upload("speech.m4a", **second),
        phone.upload(None, key="k1", client_call_id="7", **first),
    ]

    assert (before.status_code, after.status_code) == (201, 200)
    assert after.json()["id"] == before.json()["id"]
    assert after.json()["recording"]["status"] == RecordingStatus.STORED
    assert after.json()["recording"]["absent_reason"] is None
    for repeat in repeats:
        assert (repeat.status_code, repeat.json()["id"]) == (200, before.json()["id"])
        assert repeat.json()["recording"] == after.json()["recording"]
    call = CallLog.objects.get()
    assert call.recording_status == RecordingStatus.STORED
    assert call.audio_sha256 == call.recording.sha256
    assert len(stored_files(tmp_path)) == 1
    assert Contact.objects.get().call_count == 1


def test_a_fill_tells_of_the_contact_that_the_call_made(phone):
    phone.upload(None, key="k1", audio_expected="later")

    filled = phone.upload(key="k1")

    assert filled.json()["contact_created"] is True


def test_the_same_audio_under_a_third_key_is_still_that_call(phone, tmp_path):
    first = phone.upload(None, key="k1", audio_expected="later")
    phone.upload(key="k1")

    third = phone.upload(key="k3")

    assert (third.status_code, third.json()["id"]) == (200, first.json()["id"])
    assert len(stored_files(tmp_path)) == 1


def test_a_call_has_one_recording(phone, tmp_path):
    phone.upload(None, key="k1", client_call_id="7", audio_expected="later")
    phone.upload("speech.m4a", key="k2", client_call_id="7")

    other = phone.upload("speech.mp3", key="k1", client_call_id="7")
    same = phone.upload("speech.m4a", key="k1", client_call_id="7")

    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert same.status_code == 200
    assert CallLog.objects.count() == 1
    assert len(stored_files(tmp_path)) == 1


def test_of_two_audios_that_fill_one_call_the_first_stays(phone, monkeypatch):
    from calls.services.store_recording import store_recording

    def store_while_another_fills(**arguments):
        monkeypatch.undo()
        store_recording(**arguments)
        assert phone.upload("speech.mp3", key="k2", client_call_id="7").status_code == 200

    call = phone.upload(None, key="k1", client_call_id="7", audio_expected="later").json()
    monkeypatch.setattr(
        "calls.services.receive_recording.store_recording", store_while_another_fills
    )
    late = phone.upload("speech.m4a", key="k1")

    recording = Recording.objects.get()
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    assert (recording.original_filename, str(recording.call_id)) == ("speech.mp3", call["id"])


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"client_call_id": "8"}, id="other id"),
        pytest.param({"phone_number": "+442079460999"}, id="a phone that counts anew"),
        pytest.param({"direction": "inbound"}, id="other direction"),
    ],
)
def test_audio_of_another_call_fills_nothing(phone, changes):
    waiting = phone.upload(None, key="k1", client_call_id="7", audio_expected="later")

    answer = phone.upload(key="k2", **{"client_call_id": "7", **changes})

    assert answer.status_code == 201
    assert answer.json()["id"] != waiting.json()["id"]


def test_another_agents_call_is_never_filled(phone, colleague):
    phone.upload(None, key="k1", client_call_id="7", audio_expected="later")

    answer = enrolled_phone(colleague).upload(key="k1", client_call_id="7")

    assert answer.status_code == 201
    assert CallLog.objects.filter(recording_status="expected").count() == 1


def test_audio_for_a_deleted_call_is_gone(phone, tmp_path):
    phone.upload(None, key="k1", client_call_id="7", audio_expected="later")
    CallLog.objects.update(deleted_at=datetime(2026, 11, 20, tzinfo=UTC))

    answer = phone.upload(key="k1")

    assert (answer.status_code, answer.json()["code"]) == (410, "call_deleted")
    assert stored_files(tmp_path) == []


def test_a_reason_that_came_with_audio_is_ignored_with_a_warning(phone):
    answer = phone.upload(key="k1", absent_reason="lost")

    assert answer.json()["recording"]["status"] == "stored"
    assert [(each["code"], each["field"]) for each in answer.json()["warnings"]] == [
        ("ignored_field", "absent_reason")
    ]


# Private numbers ------------------------------------------------------------------------------


@pytest.fixture
def private_number(team):
    return ExcludedNumber.objects.create(e164="+442079460123", team=team)


def test_of_a_private_call_neither_audio_nor_number_is_kept(phone, tmp_path, private_number):
    private = {
        "phone_number": "020 7946 0123",
        "contact_name": "Mum",
        "note": "about the house",
        "original_filename": "02079460123.m4a",
    }
    first = phone.upload(key="k1", **private)
    again = phone.upload(key="k1", **private)

    assert (first.status_code, again.status_code) == (201, 200)
    for answer in (first, again):
        call = answer.json()
        assert (call["number_raw"], call["number_e164"]) == ("", None)
        assert (call["contact"], call["contact_created"]) == (None, False)
        assert call["attention_reason"] == "excluded_number"
        assert call["recording"]["status"] == "absent"
        assert call["recording"]["absent_reason"] == "excluded_number"
        assert call["recording"]["sha256"] is None
        assert [warning["code"] for warning in call["warnings"]] == ["private_number"]
    assert stored_files(tmp_path) == []
    assert (PhoneNumber.objects.count(), CallNote.objects.count()) == (0, 0)
    assert Recording.objects.get().original_filename == ""
    assert (Upload.objects.get().size_bytes, CallLog.objects.get().audio_sha256) == (0, None)


def test_a_private_call_stays_private_when_the_list_changes(phone, tmp_path, private_number):
    first = phone.upload()
    private_number.delete()

    again = phone.upload()

    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert [warning["code"] for warning in again.json()["warnings"]] == ["private_number"]
    assert stored_files(tmp_path) == []


def test_a_number_is_private_for_its_team_or_for_everybody(phone, stranger, other_team):
    ExcludedNumber.objects.create(e164="+442079460123", team=other_team)
    ExcludedNumber.objects.create(e164="+442079460999", team=None)

    others = phone.upload(key="k1")
    everybodys = phone.upload("speech.mp3", key="k2", phone_number="+442079460999")

    assert others.json()["attention_reason"] is None
    assert everybodys.json()["attention_reason"] == "excluded_number"


def test_a_call_that_the_phone_calls_private_is_private(phone):
    answer = phone.upload(None, key="k1", absent_reason="excluded_number")

    assert (answer.status_code, answer.json()["number_raw"]) == (201, "")
    assert Contact.objects.count() == 0
