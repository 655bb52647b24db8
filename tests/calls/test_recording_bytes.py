import hashlib
from datetime import datetime

import pytest
from django.core.files.storage import storages

from accounts.models import User
from calls.models import Listen, Recording
from tests.calls.made_calls import hang_up, made_call, recorded_call
from tests.cast import AUDIO, MANIFEST, PLAYABLE

pytestmark = pytest.mark.django_db

SPEECH = (AUDIO / "speech.m4a").read_bytes()
SIZE = len(SPEECH)


@pytest.fixture
def ready(agent):
    return recorded_call(agent)


@pytest.fixture
def listener(agent, client_of):
    return client_of(agent)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def path(call):
    return f"/v1/calls/{call.pk}/recording"


def test_a_ready_recording_plays(ready, listener):
    answer = listener.get(path(ready), headers={"accept": "audio/*"})

    assert answer.status_code == 200
    assert body(answer) == SPEECH
    headers = {name: answer.headers[name] for name in answer.headers if name != "X-Request-ID"}
    assert headers == {
        "Content-Type": "audio/mp4",
        "Content-Length": str(SIZE),
        "Content-Disposition": (f'inline; filename="call-2026-11-20-0930-{ready.pk.hex[-8:]}.m4a"'),
        "ETag": f'"{hashlib.sha256(SPEECH).hexdigest()}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Vary": "Cookie",
        "Allow": headers["Allow"],
    }


def test_a_download_is_saved_under_a_name_in_the_viewers_time(ready, agent, listener):
    User.objects.update(time_zone="Europe/Berlin")

    answer = listener.get(path(ready) + "?download=true")

    name = f"call-2026-11-20-1030-{ready.pk.hex[-8:]}.m4a"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == "audio/mp4"
    assert body(answer) == SPEECH


@pytest.mark.parametrize(
    ("started_at", "zone"),
    [
        ("0001-01-01T00:00:00+00:00", "America/New_York"),
        ("9999-12-31T23:59:00+00:00", "Asia/Tokyo"),
    ],
    ids=["before every calendar", "behind every calendar"],
)
def test_a_start_that_the_viewers_time_zone_lacks_plays(agent, listener, started_at, zone):
    User.objects.update(time_zone=zone)
    call = recorded_call(agent, started_at=datetime.fromisoformat(started_at))

    answer = listener.get(path(call))

    assert answer.status_code == 200
    assert body(answer) == SPEECH


@pytest.mark.parametrize(
    ("status", "content_type", "shown_type", "is_attachment"),
    [
        ("ready", "audio/3gpp", "audio/3gpp", False),
        ("ready", "audio/amr-wb", "audio/amr-wb", False),
        # Not one of those that play: it could be anything.
        ("ready", "text/html", "application/octet-stream", True),
        ("ready", "", "application/octet-stream", True),
        ("stored", "audio/mp4", "application/octet-stream", True),
        ("processing", "audio/mp4", "application/octet-stream", True),
        ("quarantined", "audio/mp4", "application/octet-stream", True),
        ("failed", "audio/mp4", "application/octet-stream", True),
    ],
)
def test_how_each_status_is_served(
    agent, listener, status, content_type, shown_type, is_attachment
):
    call = recorded_call(agent, status=status, content_type=content_type)

    answer = listener.get(path(call))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == shown_type
    kind = answer.headers["Content-Disposition"].partition(";")[0]
    assert kind == ("attachment" if is_attachment else "inline")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert body(answer) == SPEECH


@pytest.mark.parametrize(
    ("status", "code", "problem"),
    [
        ("expected", 404, "recording_absent"),
        ("absent", 404, "recording_absent"),
        ("erased", 410, "recording_erased"),
    ],
)
def test_without_bytes(agent, listener, status, code, problem):
    answer = listener.get(path(made_call(agent, status=status)))

    assert (answer.status_code, answer.json()["code"]) == (code, problem)
    assert not Listen.objects.exists()


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-199", 100, 199),
        ("bytes=100-", 100, SIZE - 1),
        ("BYTES=100-199", 100, 199),
        # The last bytes, and all of them if there are fewer.
        ("bytes=-10", SIZE - 10, SIZE - 1),
        (f"bytes=-{SIZE + 5}", 0, SIZE - 1),
        # The end lies behind the last byte.
        (f"bytes=100-{SIZE + 100}", 100, SIZE - 1),
        (f"bytes={SIZE - 1}-{'9' * 5000}", SIZE - 1, SIZE - 1),
    ],
)
def test_a_range(ready, listener, header, first, last):
    answer = listener.get(path(ready), headers={"range": header})

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert body(answer) == SPEECH[first : last + 1]


@pytest.mark.parametrize(
    "header",
    [
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "bits=0-1",
        "bytes 0-1",
        "",
        # Several at once: the whole is allowed, and simpler.
        "bytes=0-1,5-9",
        "bytes=٠-١",
    ],
)
def test_a_range_that_is_none_gets_the_whole(ready, listener, header):
    answer = listener.get(path(ready), headers={"range": header})

    assert answer.status_code == 200
    assert body(answer) == SPEECH


@pytest.mark.parametrize("header", [f"bytes={SIZE}-", f"bytes={'9' * 5000}-", "bytes=-0"])
def test_a_range_behind_the_end(ready, listener, header):
    answer = listener.get(path(ready), headers={"range": header})

    assert (answer.status_code, answer.json()["code"]) == (416, "range_not_satisfiable")
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Listen.objects.exists()


@pytest.mark.parametrize(("etag", "status"), [("same", 206), ("weak", 200), ('"other"', 200)])
def test_a_range_only_of_the_same_bytes(ready, listener, etag, status):
    own = f'"{ready.recording.sha256}"'
    sent = {"same": own, "weak": f"W/{own}"}.get(etag, etag)

    answer = listener.get(path(ready), headers={"range": "bytes=0-1", "if-range": sent})

    assert answer.status_code == status
    assert body(answer) == (SPEECH[:2] if status == 206 else SPEECH)


@pytest.mark.parametrize(
    ("sent", "status"),
    [("{etag}", 304), ("W/{etag}", 304), ('"x", {etag}', 304), ("*", 304), ('"x"', 200)],
)
def test_bytes_that_the_caller_has_are_not_sent(ready, listener, sent, status):
    etag = f'"{ready.recording.sha256}"'

    answer = listener.get(path(ready), headers={"if-none-match": sent.format(etag=etag)})

    assert answer.status_code == status
    assert answer.headers["ETag"] == etag
    assert body(answer) == (b"" if status == 304 else SPEECH)
    assert Listen.objects.exists() is (status == 200)


def test_head_tells_all_but_the_bytes(ready, listener):
    got = listener.get(path(ready))
    body(got)

    head = listener.head(path(ready), headers={"range": "bytes=0-1"})

    volatile = {"X-Request-ID"}
    assert head.status_code == 200
    assert {k: v for k, v in head.headers.items() if k not in volatile} == {
        k: v for k, v in got.headers.items() if k not in volatile
    }
    assert body(head) == b""


@pytest.mark.parametrize("name", PLAYABLE)
def test_every_kind_of_file_comes_back_as_it_was(agent, listener, name):
    call = recorded_call(agent, audio=name)

    middle = (AUDIO / name).stat().st_size // 2
    whole = body(listener.get(path(call)))
    end = body(listener.get(path(call), headers={"range": f"bytes={middle}-"}))

    assert hashlib.sha256(whole).hexdigest() == MANIFEST[name].get(
        "sha256", hashlib.sha256((AUDIO / name).read_bytes()).hexdigest()
    )
    assert whole[middle:] == end


def test_the_file_is_closed_when_the_player_hangs_up(ready, listener, monkeypatch):
    opened = []
    store = storages["recordings"]
    really_open = type(store).open

    def remembering(self, name, mode="rb"):
        opened.append(really_open(self, name, mode))
        return opened[-1]

    monkeypatch.setattr(type(store), "open", remembering)

    unread = listener.get(path(ready))
    hang_up(unread)
    listener.head(path(ready))

    assert [file.closed for file in opened] == [True, True]


def test_a_lost_file_is_told_as_what_it_is(ready, listener, caplog):
    storages["recordings"].delete(ready.recording.storage_key)

    answer = listener.get(path(ready))

    assert (answer.status_code, answer.json()["code"]) == (503, "recording_lost")
    assert answer.json()["retryable"] is False
    assert str(ready.recording.pk) in caplog.text
    assert not Listen.objects.exists()


def test_a_file_that_is_not_whole_is_not_served(ready, listener):
    Recording.objects.update(size_bytes=SIZE + 1)

    answer = listener.get(path(ready))

    assert (answer.status_code, answer.json()["code"]) == (503, "recording_lost")


def test_a_store_that_does_not_answer(ready, listener, monkeypatch):
    def fail(self, name, mode="rb"):
        raise OSError("disk on fire")

    monkeypatch.setattr(type(storages["recordings"]), "open", fail)

    answer = listener.get(path(ready))

    assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")
    assert answer.json()["retryable"] is True
    assert "Retry-After" in answer.headers
    assert not Listen.objects.exists()


@pytest.mark.parametrize(
    ("query", "field"), [("?download=no", "download"), ("?downlaod", "downlaod")]
)
def test_parameters_that_it_does_not_know(ready, listener, query, field):
    answer = listener.get(path(ready) + query)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
