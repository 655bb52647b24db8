"""The multipart body: cut off, malformed, oddly named."""

from io import BytesIO

import pytest

from calls.models import CallLog, Recording, Upload
from tests.calls.upload_bodies import (
    BOUNDARY,
    CONTENT_TYPE,
    audio_part,
    field_parts,
    multipart,
    part,
)

pytestmark = pytest.mark.django_db


def send(phone, body, content_type=CONTENT_TYPE, **headers):
    return phone.client.generic(
        "POST", "/v1/calls/upload", body, content_type, headers={**phone.headers, **headers}
    )


def test_the_parts_may_come_in_any_order(phone):
    first = send(phone, multipart(field_parts(), audio_part()))
    second = send(phone, multipart(audio_part(), field_parts()))

    assert (first.status_code, second.status_code) == (201, 200)


WHOLE = multipart(audio_part(), field_parts(note="x" * 500))
CLOSING = len(f"--{BOUNDARY}--\r\n")


@pytest.mark.parametrize(
    "kept_bytes",
    [
        pytest.param(20, id="in the first boundary"),
        pytest.param(100, id="in a part's headers"),
        pytest.param(50_000, id="in the audio"),
        pytest.param(len(WHOLE) - CLOSING - 300, id="in a field after the audio"),
        pytest.param(len(WHOLE) - CLOSING, id="before the closing boundary"),
        pytest.param(len(WHOLE) - CLOSING + 5, id="in the closing boundary"),
    ],
)
@pytest.mark.parametrize("is_length_honest", [True, False])
def test_a_body_that_was_cut_off_is_refused(phone, tmp_path, kept_bytes, is_length_honest):
    length = len(WHOLE) if is_length_honest else kept_bytes

    answer = phone.client.generic(
        "POST",
        "/v1/calls/upload",
        headers=phone.headers,
        **{
            "wsgi.input": BytesIO(WHOLE[:kept_bytes]),
            "CONTENT_LENGTH": str(length),
            "CONTENT_TYPE": CONTENT_TYPE,
        },
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "incomplete_body")
    assert answer.json()["retryable"] is True
    assert Upload.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_body_shorter_than_it_said_is_refused_though_it_looks_whole(phone):
    answer = phone.client.generic(
        "POST",
        "/v1/calls/upload",
        headers=phone.headers,
        **{
            "wsgi.input": BytesIO(WHOLE),
            "CONTENT_LENGTH": str(len(WHOLE) + 1),
            "CONTENT_TYPE": CONTENT_TYPE,
        },
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "incomplete_body")
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(
            multipart(f"--{BOUNDARY}\r\n\r\nlost\r\n".encode(), audio_part(), field_parts()),
            "Content-Disposition",
            id="a part without headers",
        ),
        pytest.param(
            multipart(f"--{BOUNDARY}\r\nContent-Type: a/b\r\n\r\nlost\r\n".encode()),
            "Content-Disposition",
            id="a part without a name",
        ),
        pytest.param(
            multipart(f"--{BOUNDARY}\r\nno end of headers\r\n".encode(), field_parts()),
            "empty line",
            id="headers without an end",
        ),
        pytest.param(multipart(part("x" * 200_000, b"")), "too long", id="endless headers"),
        pytest.param(
            multipart(
                field_parts(),
                audio_part().replace(
                    b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n", 1
                ),
            ),
            "base64",
            id="encoded audio",
        ),
    ],
)
def test_a_part_that_cannot_be_read_is_not_dropped_in_silence(phone, body, says):
    answer = send(phone, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body")
    assert says in answer.json()["detail"]
    assert CallLog.objects.count() == 0


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        'multipart/form-data; boundary=""',
        f"multipart/form-data; boundary={'x' * 201}",
    ],
)
def test_a_body_without_a_usable_boundary_is_refused(phone, content_type):
    answer = send(phone, WHOLE, content_type)

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body")


def test_too_many_fields_are_refused(phone):
    answer = send(phone, multipart(*(part(f"f{number}", b"") for number in range(1001))))

    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_fields")


def test_a_second_audio_is_refused(phone, tmp_path):
    answer = send(phone, multipart(audio_part(), field_parts(), audio_part(audio="speech.mp3")))

    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"field": "audio", "code": "invalid", "message": "Send this field once."}
    ]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_another_file_is_ignored_with_a_warning(phone):
    body = multipart(part("logcat", b"x" * 2_000_000, "log.txt"), audio_part(), field_parts())

    answer = send(phone, body)

    assert answer.status_code == 201
    assert [(each["code"], each["field"]) for each in answer.json()["warnings"]] == [
        ("unknown_field", "logcat")
    ]


def test_a_field_sent_as_a_file_is_refused_by_name(phone):
    answer = send(phone, multipart(part("phone_number", b"+442079460123", "a.txt"), audio_part()))

    assert answer.status_code == 400
    assert "phone_number" in [error["field"] for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/absolute/call.amr", "call.amr"),
        ("..", "audio"),
        ("", "audio"),
        ("call\u202e\u2066gpj.m4a", "callgpj.m4a"),
        ("call\x00.m4a", "call.m4a"),
        ("anruf für Zoë.m4a", "anruf für Zoë.m4a"),
        ("x" * 10_000 + ".m4a", "x" * 251 + ".m4a"),
        ("\u202e" * 10_000 + "a.m4a", "a.m4a"),
        (None, "audio"),
    ],
)
def test_a_file_name_is_harmless_and_never_a_path(phone, tmp_path, sent, kept):
    answer = send(phone, multipart(field_parts(), audio_part(sent)))

    assert answer.status_code == 201
    assert Recording.objects.get().original_filename == kept
    assert_stored_under_its_key_only(tmp_path)


@pytest.mark.parametrize("name", ["../../x.m4a", "a\r\nb.m4a", "a\0b.m4a", "x" * 10_000])
def test_the_field_original_filename_is_as_harmless(phone, tmp_path, name):
    answer = send(phone, multipart(field_parts(original_filename=name), audio_part()))

    kept = Recording.objects.get().original_filename
    assert answer.status_code == 201
    assert kept in ("x.m4a", "ab.m4a", "x" * 255)
    assert_stored_under_its_key_only(tmp_path)


def test_a_file_name_in_a_broken_encoding_loses_no_recording(phone):
    latin_1 = audio_part("gespr\u00e4ch.m4a").replace("ä".encode(), b"\xe4")
    no_charset = audio_part().replace(b'filename="call.m4a"', b"filename*=klingon''call.m4a")

    first = send(phone, multipart(field_parts(), latin_1))
    second = send(phone, multipart(field_parts(started_at="2026-11-20T09:31:00Z"), no_charset))

    assert (first.status_code, second.status_code) == (201, 201)


def assert_stored_under_its_key_only(tmp_path):
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [tmp_path / "recordings" / Recording.objects.get().storage_key]
