from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accounts.models import Device
from accounts.serializers.person import PersonSerializer
from calls.models import CallLog, CallNote, Outcome, Recording
from calls.serializers.call_log import (
    CallContactSerializer,
    CallLogSerializer,
    CallRecordingSerializer,
    calls_as_json,
)
from calls.serializers.found_call import FoundCallSerializer
from tests.calls.made_calls import made_call, made_contact, recorded_call
from tests.cast import bearer

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DAMAGED = {"code": "damaged", "message": "Parts of the audio can't be decoded."}
QUIET = {"code": "quiet", "value": -41.5, "unit": "LUFS", "message": "It is hard to hear."}
ANY_TIME = "2026-11-20T10:00:00Z"


def person(user):
    return {"id": str(user.pk), "username": user.username, "name": user.display_name}


def test_a_call_with_everything(agent, manager, client_of):
    contact = made_contact()
    device = Device.objects.create(user=agent, name="Pixel")
    outcome = Outcome.objects.get(name="Resolved")
    call = recorded_call(
        agent,
        contact=contact,
        device=device,
        outcome=outcome,
        disposition="answered",
        number_extension="12",
        region_used="GB",
        answered_at=AT,
        ended_at=AT,
        ring_seconds=4,
        sim_slot=1,
        client_call_id="c-1",
        device_time=AT,
        clock_skew_seconds=-2,
        consent="announced",
        announcement_version="en-3",
        needs_attention=True,
        attention_reason="started_in_future",
        reviewed_at=AT,
        reviewed_by=manager,
        recording={
            "codec": "aac",
            "sample_rate_hz": 16000,
            "channels": 1,
            "duration_seconds": 10.99,
            "findings": [DAMAGED, QUIET],
            "peaks": bytes(range(40)),
        },
    )
    CallNote.objects.create(call=call, author=agent, text="Wants a quote")
    CallLog.objects.update(created_at=AT, updated_at=AT)

    answer = client_of(manager).get(f"/v1/calls/{call.pk}")

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(call.pk),
        "contact": {
            "id": str(contact.pk),
            "name": "Ada Lovelace",
            "display_name": "Ada Lovelace",
            "company": "",
            "status": "New Lead",
            "do_not_call": False,
            "phone_number": "+442079460123",
        },
        "agent": person(agent),
        "uploaded_by": None,
        "team": {"id": str(agent.team.pk), "name": "Sales UK"},
        "device": {"id": str(device.pk), "name": "Pixel"},
        "direction": "outbound",
        "disposition": "answered",
        "outcome": "Resolved",
        "number_raw": "+442079460123",
        "number_e164": "+442079460123",
        "number_extension": "12",
        "number_kind": "e164",
        "region_used": "GB",
        "started_at": "2026-11-20T09:30:00Z",
        "answered_at": ANY_TIME,
        "ended_at": ANY_TIME,
        "duration_seconds": 11,
        "ring_seconds": 4,
        "sim_slot": 1,
        "source": "device",
        "client_call_id": "c-1",
        "device_time": ANY_TIME,
        "clock_skew_seconds": -2,
        "consent": "announced",
        "announcement_version": "en-3",
        "needs_attention": True,
        "attention_reason": "started_in_future",
        "reviewed_at": ANY_TIME,
        "reviewed_by": person(manager),
        "recording": {
            "status": "ready",
            "absent_reason": None,
            "status_reason": None,
            "sha256": call.recording.sha256,
            "size_bytes": 92703,
            "codec": "aac",
            "sample_rate_hz": 16000,
            "channels": 1,
            "duration_seconds": 10.99,
            # The first was found before anything was measured.
            "findings": [{**DAMAGED, "value": None, "unit": None}, QUIET],
            "playable_type": "audio/mp4",
            "peaks": list(range(40)),
            "transcript": None,
            "may_listen": True,
        },
        "note_count": 1,
        "heard_until_seconds": None,
        "heard_at": None,
        "created_at": ANY_TIME,
        "updated_at": ANY_TIME,
    }


def test_a_call_with_nothing(agent, client_of):
    call = made_call(agent, number_e164=None, team=None, attention_reason="withheld")
    CallLog.objects.update(created_at=AT, updated_at=AT)

    assert client_of(agent).get(f"/v1/calls/{call.pk}").json() == {
        "id": str(call.pk),
        "contact": None,
        "agent": person(agent),
        "uploaded_by": None,
        "team": None,
        "device": None,
        "direction": "outbound",
        "disposition": "unknown",
        "outcome": None,
        "number_raw": "withheld",
        "number_e164": None,
        "number_extension": None,
        "number_kind": "withheld",
        "region_used": None,
        "started_at": "2026-11-20T09:30:00Z",
        "answered_at": None,
        "ended_at": None,
        "duration_seconds": None,
        "ring_seconds": None,
        "sim_slot": None,
        "source": "device",
        "client_call_id": None,
        "device_time": None,
        "clock_skew_seconds": None,
        "consent": "unknown",
        "announcement_version": None,
        "needs_attention": False,
        "attention_reason": "withheld",
        "reviewed_at": None,
        "reviewed_by": None,
        "recording": {
            "status": "absent",
            "absent_reason": "not_permitted",
            "status_reason": None,
            "sha256": None,
            "size_bytes": None,
            "codec": None,
            "sample_rate_hz": None,
            "channels": None,
            "duration_seconds": None,
            "findings": [],
            "playable_type": None,
            "peaks": None,
            "transcript": None,
            "may_listen": True,
        },
        "note_count": 0,
        "heard_until_seconds": None,
        "heard_at": None,
        "created_at": ANY_TIME,
        "updated_at": ANY_TIME,
    }


def test_a_contact_without_a_name_shows_its_primary_number(agent, client_of):
    contact = made_contact("", e164="+442079460001")
    contact.phone_numbers.create(e164="+442079460002")
    call = made_call(agent, contact=contact)

    shown = client_of(agent).get(f"/v1/calls/{call.pk}").json()["contact"]

    assert (shown["display_name"], shown["phone_number"]) == ("+442079460001", "+442079460001")


def test_a_deleted_contact_is_not_shown(agent, client_of):
    call = made_call(agent, contact=made_contact(deleted_at=timezone.now()))

    assert client_of(agent).get(f"/v1/calls/{call.pk}").json()["contact"] is None


@pytest.mark.parametrize("number_of_calls", [1, 20])
def test_calls_are_shown_in_one_query(
    agent, manager, rf, django_assert_num_queries, number_of_calls
):
    contact = made_contact()
    for _ in range(number_of_calls):
        recorded_call(agent, contact=contact, reviewed_at=AT, reviewed_by=manager)
    request = rf.get("/")
    request.user, request.auth = manager, None
    manager.has_perm("calls.listen_to_recording")

    ids = list(CallLog.objects.values_list("pk", flat=True))

    with django_assert_num_queries(1):
        shown = calls_as_json(ids, request=request)

    assert set(shown) == set(ids)


@pytest.mark.parametrize(
    ("role", "scopes", "may_listen"),
    [
        ("agent", None, True),
        ("support", None, True),
        ("manager", None, True),
        # The auditor sees everything and hears nothing.
        ("auditor", None, False),
        ("manager", ["calls:read"], True),
        ("auditor", ["calls:read"], False),
    ],
)
def test_who_may_listen(agent, client_of, client, request, role, scopes, may_listen):
    user = request.getfixturevalue(role)
    call = made_call(agent)
    headers = bearer(user, *scopes) if scopes else {}
    browser = client if scopes else client_of(user)

    answer = browser.get(f"/v1/calls/{call.pk}", headers=headers)

    assert answer.json()["recording"]["may_listen"] is may_listen


def test_a_phone_never_listens(agent, phone, rf):
    call = made_call(agent)
    request = rf.get("/")
    request.user, request.auth = agent, phone.device.tokens.get()

    shown = calls_as_json([call.pk], request=request)[call.pk]

    assert shown["recording"]["may_listen"] is False


def test_the_documented_fields_are_those_that_are_shown(agent, client_of):
    call = recorded_call(agent, contact=made_contact())
    made_call(agent)

    shown = client_of(agent).get("/v1/calls").json()["results"]
    one = client_of(agent).get(f"/v1/calls/{call.pk}").json()

    assert {tuple(each) for each in shown} == {tuple(FoundCallSerializer().fields)}
    assert tuple(one) == tuple(CallLogSerializer().fields)
    assert tuple(one["contact"]) == tuple(CallContactSerializer().fields)
    assert tuple(one["recording"]) == tuple(CallRecordingSerializer().fields)
    assert tuple(one["agent"]) == tuple(PersonSerializer().fields)


def test_a_call_without_a_recordings_row_has_a_recording_of_the_same_shape(agent, client_of):
    call = made_call(agent)
    Recording.objects.filter(call=call).delete()

    shown = client_of(agent).get(f"/v1/calls/{call.pk}").json()["recording"]

    assert tuple(shown) == tuple(CallRecordingSerializer().fields)
    assert shown == dict.fromkeys(shown) | {
        "status": "absent",
        "findings": [],
        "may_listen": True,
    }
