"""What bad input gets: a problem document with its code, and nothing lost or half-written."""

from collections import namedtuple
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings

from accounts.models import Device, Token
from calls.models import CallLog, Recording, Upload
from contacts.models import Contact
from tests.calls.upload_bodies import CONTENT_TYPE, audio_part, field_parts, multipart
from tests.cast import bearer

pytestmark = pytest.mark.django_db


def assert_nothing_was_kept(tmp_path):
    for model in (CallLog, Recording, Contact, Upload):
        assert model.objects.count() == 0
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == []


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        # Times
        ({"started_at": ""}, "started_at", "RFC 3339"),
        ({"started_at": "2026-11-20T09:30:00"}, "started_at", "no offset"),
        ({"started_at": "1795167000"}, "started_at", "epoch milliseconds, not seconds"),
        ({"started_at": "1795167000.25"}, "started_at", "epoch milliseconds, not seconds"),
        ({"started_at": "1795167000000000"}, "started_at", "RFC 3339"),
        ({"started_at": "yesterday"}, "started_at", "RFC 3339"),
        ({"started_at": "2026-02-31T09:30:00Z"}, "started_at", "RFC 3339"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "started_at", "RFC 3339"),
        ({"started_at": "2026-11-20"}, "started_at", "RFC 3339"),
        ({"answered_at": "2026-11-20T09:30:00"}, "answered_at", "no offset"),
        ({"device_time": "now"}, "device_time", "RFC 3339"),
        # Lists
        ({"direction": "sideways"}, "direction", "none of: outbound, inbound"),
        ({"disposition": "ANSWERED"}, "disposition", "ANSWERED"),
        ({"consent": "maybe"}, "consent", "maybe"),
        ({"absent_reason": "dog"}, "absent_reason", "dog"),
        ({"audio_expected": "soon"}, "audio_expected", "soon"),
        # Numbers
        ({"duration_seconds": "-1"}, "duration_seconds", "0"),
        ({"duration_seconds": "12.5"}, "duration_seconds", "integer"),
        ({"duration_seconds": "99999999999"}, "duration_seconds", "2147483647"),
        ({"sim_slot": "first"}, "sim_slot", "integer"),
        ({"number_withheld": "perhaps"}, "number_withheld", "boolean"),
        # Texts
        ({"client_call_id": "x" * 129}, "client_call_id", "128"),
        ({"contact_name": "x" * 301}, "contact_name", "300"),
        ({"note": "x" * 10_001}, "note", "10000"),
        ({"note": "a\0b"}, "note", "Null"),
        ({"region": "G\0"}, "region", "Null"),
        ({"audio_sha256": "abc"}, "audio_sha256", "64 hexadecimal"),
        ({"phone_number": ["+442079460123", "+442079460124"]}, "phone_number", "once"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(phone, tmp_path, fields, field, says):
    answer = phone.upload(**fields)

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "invalid")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in problem["errors"]] == [field]
    assert says in problem["errors"][0]["message"]
    assert_nothing_was_kept(tmp_path)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("", id="empty"),
        pytest.param("+44\0", id="NUL"),
        pytest.param("1" * 65, id="65 characters"),
    ],
)
def test_a_number_that_cannot_be_kept_is_refused(phone, tmp_path, number):
    answer = phone.upload(phone_number=number)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_phone_number")
    assert_nothing_was_kept(tmp_path)


def test_a_number_is_required_unless_it_is_withheld(phone, tmp_path):
    form = {"started_at": "2026-11-20T09:30:00Z", "absent_reason": "lost"}

    answer = phone.client.post("/v1/calls/upload", form, headers=phone.headers)

    assert [error["field"] for error in answer.json()["errors"]] == ["phone_number"]
    assert_nothing_was_kept(tmp_path)


def test_no_audio_wants_a_reason_or_a_promise(phone, tmp_path):
    neither = phone.upload(None)
    both = phone.upload(None, absent_reason="lost", audio_expected="later")

    assert neither.json()["errors"][0]["field"] == "audio"
    assert "absent_reason" in neither.json()["detail"]
    assert both.json()["errors"][0]["field"] == "audio_expected"
    assert_nothing_was_kept(tmp_path)


def test_an_empty_file_is_refused(phone, tmp_path):
    answer = phone.upload("bad-empty.amr", key="k1")

    assert (answer.status_code, answer.json()["code"]) == (400, "empty_audio")
    assert_nothing_was_kept(tmp_path)


def test_audio_that_was_changed_on_its_way_is_refused(phone, tmp_path):
    answer = phone.upload(key="k1", audio_sha256="0" * 64)

    assert (answer.status_code, answer.json()["code"]) == (422, "checksum_mismatch")
    assert answer.json()["retryable"] is True
    assert_nothing_was_kept(tmp_path)


@pytest.mark.parametrize("key", ["", "a b", "ключ", "x" * 129, "a/b"])
def test_a_key_that_cannot_be_one_is_refused(phone, tmp_path, key):
    headers = {**phone.headers, "idempotency-key": key}
    form = {**dict.fromkeys(["phone_number"], "+442079460123"), "absent_reason": "lost"}

    answer = phone.client.post("/v1/calls/upload", form, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_idempotency_key")
    assert_nothing_was_kept(tmp_path)


# Who is asking --------------------------------------------------------------------------------


def test_nobody_uploads_without_a_credential(client):
    answer = client.post("/v1/calls/upload", {})

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        pytest.param("token", "token_revoked", id="token revoked"),
        pytest.param("device", "token_revoked", id="device revoked"),
        pytest.param("person", "account_deactivated", id="person gone"),
        pytest.param("guess", "token_invalid", id="unknown token"),
    ],
)
def test_a_credential_that_is_no_longer_good_is_refused(phone, agent, tmp_path, ending, code):
    now = datetime(2026, 11, 20, tzinfo=UTC)
    if ending == "token":
        Token.objects.update(revoked_at=now)
    elif ending == "device":
        Device.objects.update(revoked_at=now)
    elif ending == "person":
        agent.is_active = False
        agent.save()
    else:
        phone.headers = {"authorization": "Bearer guess"}

    answer = phone.upload()

    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert Device.objects.get().last_refusal_code == ("" if ending == "guess" else code)
    assert_nothing_was_kept(tmp_path)


def test_a_token_or_a_role_without_the_right_is_refused(client, client_of, agent, auditor):
    form = {"phone_number": "+442079460123"}
    by_reader = client.post("/v1/calls/upload", form, headers=bearer(agent, "calls:read"))
    by_auditor = client_of(auditor).post("/v1/calls/upload", form)

    assert (by_reader.status_code, by_reader.json()["code"]) == (403, "insufficient_scope")
    assert (by_auditor.status_code, by_auditor.json()["code"]) == (403, "permission_denied")


# Before the body is read ----------------------------------------------------------------------


class UnreadBody:
    """A request's body that nobody may touch."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


Refusal = namedtuple("Refusal", "status code environ settings", defaults=({}, {}))


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(Refusal(401, "token_invalid", {"HTTP_AUTHORIZATION": "Bearer x"}), id="token"),
        pytest.param(Refusal(411, "length_required", {"CONTENT_LENGTH": ""}), id="no length"),
        pytest.param(
            Refusal(411, "length_required", {"HTTP_TRANSFER_ENCODING": "chunked"}), id="chunked"
        ),
        pytest.param(Refusal(411, "length_required", {"CONTENT_LENGTH": "-1"}), id="no number"),
        pytest.param(Refusal(413, "upload_too_large", {"CONTENT_LENGTH": "999999999"}), id="large"),
        pytest.param(
            Refusal(507, "insufficient_storage", settings={"MIN_FREE_BYTES": 10**18}), id="disk"
        ),
        pytest.param(
            Refusal(415, "unsupported_media_type", {"CONTENT_TYPE": "application/json"}), id="type"
        ),
        pytest.param(Refusal(400, "incomplete_body", {"CONTENT_LENGTH": "0"}), id="empty"),
        pytest.param(
            Refusal(400, "invalid_idempotency_key", {"HTTP_IDEMPOTENCY_KEY": "?"}), id="key"
        ),
    ],
)
def test_what_the_headers_tell_is_refused_before_the_body_is_read(
    phone, settings, tmp_path, refusal
):
    for name, value in refusal.settings.items():
        setattr(settings, name, value)
    environ = {
        "wsgi.input": UnreadBody(),
        "CONTENT_LENGTH": "5000",
        "CONTENT_TYPE": CONTENT_TYPE,
        "HTTP_AUTHORIZATION": phone.headers["authorization"],
        **refusal.environ,
    }

    answer = phone.client.post("/v1/calls/upload", **environ)

    assert (answer.status_code, answer.json()["code"]) == (refusal.status, refusal.code)
    assert answer.headers.get("Retry-After") == ("300" if refusal.status == 507 else None)
    assert Device.objects.get().last_refusal_code == (refusal.code if refusal.status != 401 else "")
    assert_nothing_was_kept(tmp_path)


def test_a_browsers_csrf_check_does_not_read_the_body(agent, client_of):
    browser = client_of(agent)
    browser.handler.enforce_csrf_checks = True

    answer = browser.post(
        "/v1/calls/upload",
        **{"wsgi.input": UnreadBody(), "CONTENT_LENGTH": "5000", "CONTENT_TYPE": CONTENT_TYPE},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_audio_over_the_limit_is_refused_though_the_form_has_room(phone, settings, tmp_path):
    settings.MAX_UPLOAD_BYTES = 90_000

    answer = phone.upload("speech.m4a")

    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")
    assert_nothing_was_kept(tmp_path)


def test_fields_over_their_limit_are_refused(phone, tmp_path):
    body = multipart(
        field_parts(unknown="x" * django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE), audio_part()
    )

    answer = phone.client.generic(
        "POST", "/v1/calls/upload", body, CONTENT_TYPE, headers=phone.headers
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")
    assert_nothing_was_kept(tmp_path)
