"""nginx sends the recordings itself, from files and from S3, tried with the machine's nginx."""

import hashlib
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from string import Template

import httpx
import pytest
from django.core.files.storage import storages
from django.db import connection

from calls.models import Listen
from tests.calls.made_calls import recorded_call
from tests.cast import AUDIO, bearer
from tests.deploy.nginx import NGINX, Proxy, running_nginx
from tests.faults.server import Server, database_url, running_server
from tests.stores.checking_store import CheckingStore, running_store

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("nginx"), reason="there is no nginx here"),
    pytest.mark.xdist_group("recordings behind nginx"),
]

SPEECH = (AUDIO / "speech.m4a").read_bytes()
SIZE = len(SPEECH)
ETAG = f'"{hashlib.sha256(SPEECH).hexdigest()}"'
INCLUDE = "include callcrm/recordings*.conf;"


@dataclass
class Setup:
    web: Server
    proxy: Proxy
    store: CheckingStore | None = None


def nginx_and_web(stack, tmp_path_factory, template, values, environment):
    folder = tmp_path_factory.mktemp("recordings-nginx")
    web = stack.enter_context(
        running_server(
            tmp_path_factory.mktemp("hands-over"),
            DATABASE_URL=database_url(connection.settings_dict),
            BEHIND_PROXY="1",
            RECORDINGS_ACCEL_REDIRECT="1",
            **environment,
        )
    )
    values = {name: value.format(web=web) for name, value in values.items()}
    text = Template((NGINX / template).read_text()).safe_substitute(values)
    conf = tmp_path_factory.mktemp("conf") / template.removesuffix(".template")
    conf.write_text(text)
    changes = {INCLUDE: f"{INCLUDE} include {conf};"}
    proxy = stack.enter_context(running_nginx(folder, web=f"127.0.0.1:{web.address[1]}", **changes))
    return Setup(web, proxy)


@pytest.fixture(scope="module")
def in_files(django_db_setup, django_db_blocker, tmp_path_factory):
    with ExitStack() as stack:
        values = {"CALLCRM_RECORDINGS": "{web.var_dir}/recordings"}
        template = "recordings-in-files.conf.template"
        yield nginx_and_web(stack, tmp_path_factory, template, values, {})


@pytest.fixture(scope="module")
def in_s3(django_db_setup, django_db_blocker, tmp_path_factory):
    with ExitStack() as stack:
        store = stack.enter_context(running_store())
        values = {"CALLCRM_S3": store.url, "CALLCRM_S3_HOST": store.url.removeprefix("http://")}
        template = "recordings-in-s3.conf.template"
        setup = nginx_and_web(stack, tmp_path_factory, template, values, store.environment)
        setup.store = store
        yield setup


@pytest.fixture(params=["in_files", "in_s3"])
def setup(request, settings, transactional_db):
    running = request.getfixturevalue(request.param)
    if running.store is None:
        store = {
            "BACKEND": "calls.storage.RecordingFileStorage",
            "OPTIONS": {"location": running.web.var_dir / "recordings"},
        }
    else:
        running.store.reset()
        store = {
            "BACKEND": "calls.s3_storage.RecordingS3Storage",
            "OPTIONS": running.store.options,
        }
    settings.STORAGES = {**settings.STORAGES, "recordings": store}
    return running


@pytest.fixture
def call(setup, agent):
    return recorded_call(agent)


@pytest.fixture
def listen(setup, agent, call):
    """Ask for the call's recording, through nginx or past it."""
    token = bearer(agent, "calls:read")

    def get(headers=None, *, method="GET", server=setup.proxy, query=""):
        url = f"{server.url}/v1/calls/{call.pk}/recording{query}"
        return httpx.request(method, url, headers={**token, **(headers or {})})

    return get


def told(answer):
    """The headers that callcrm answers for."""
    by_nginx = {"server", "date", "connection", "x-request-id", "content-length", "vary"}
    return {name: value for name, value in answer.headers.multi_items() if name not in by_nginx}


def test_the_whole_recording_is_sent_as_callcrm_would(listen, setup, call):
    answer = listen()

    assert answer.status_code == 200
    assert answer.content == SPEECH
    assert len(answer.headers.get_list("content-disposition")) == 1
    assert len(answer.headers.get_list("etag")) == 1
    assert told(answer) == {
        "content-type": "audio/mp4",
        "content-disposition": f'inline; filename="call-2026-11-20-0930-{call.pk.hex[-8:]}.m4a"',
        "etag": ETAG,
        "accept-ranges": "bytes",
        "cache-control": "private, no-store",
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
    }
    assert answer.headers["content-length"] == str(SIZE)
    assert Listen.objects.get().kind == "play"


RANGES = {
    "inside": ({"Range": "bytes=1000-1999"}, 1000, 1999),
    "to the end": ({"Range": "bytes=1000-"}, 1000, SIZE - 1),
    "the end": ({"Range": "bytes=-500"}, SIZE - 500, SIZE - 1),
    "past the end": ({"Range": "bytes=0-999999999"}, 0, SIZE - 1),
    "of the same bytes": ({"Range": "bytes=10-19", "If-Range": ETAG}, 10, 19),
}


def test_a_range_is_sent_and_the_listen_is_kept(listen):
    answers = {name: listen(asked) for name, (asked, _, _) in RANGES.items()}

    for name, (_, first, last) in RANGES.items():
        assert answers[name].status_code == 206, name
        assert answers[name].content == SPEECH[first : last + 1], name
        assert answers[name].headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
        assert answers[name].headers["etag"] == ETAG
        assert answers[name].headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert Listen.objects.count() == 1


def test_what_callcrm_decides_nginx_lets_stand(listen):
    known = listen({"If-None-Match": ETAG})
    behind = listen({"Range": f"bytes={SIZE}-"})
    assert not Listen.objects.exists()
    of_other_bytes = listen({"Range": "bytes=10-19", "If-Range": '"another"'})

    assert known.status_code == 304
    assert (behind.status_code, behind.json()["code"]) == (416, "range_not_satisfiable")
    assert (of_other_bytes.status_code, of_other_bytes.content) == (200, SPEECH)


def test_asking_for_the_headers_alone(listen):
    answer = listen(method="HEAD")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(SIZE)
    assert answer.headers["etag"] == ETAG
    assert not Listen.objects.exists()


def test_no_link_to_the_store_leaves_nginx(listen, setup, call):
    for answer in (listen(), listen({"Range": "bytes=0-9"}), listen(query="?download")):
        text = str(answer.headers).lower()
        assert "x-accel" not in text
        assert "x-recording-range" not in text
        assert "amz" not in text
        assert "last-modified" not in text
        assert call.recording.storage_key not in text
        assert setup.store is None or setup.store.url not in text


@pytest.mark.parametrize("setup", ["in_s3"], indirect=True)
def test_nothing_of_the_listeners_goes_to_the_store(listen, setup):
    setup.store.requests.clear()

    listen({"Cookie": "sessionid=secret", "X-Forwarded-For": "192.0.2.1"})

    sent = setup.store.requests[-1]
    assert sent.method == "GET"
    assert set(sent.headers) <= {"host", "connection"}


def test_nobody_comes_in_by_the_inner_door(setup, call):
    if setup.store:
        setup.store.requests.clear()

    for door in ("/recordings-in-files/", "/recordings-in-s3/recordings/"):
        answer = httpx.get(f"{setup.proxy.url}{door}{call.recording.storage_key}")
        assert answer.status_code in (404, 503)
        assert SPEECH[:100] not in answer.content

    assert setup.store is None or setup.store.requests == []


def test_who_may_not_listen_is_told_so_by_callcrm(listen, setup, call, auditor):
    url = f"{setup.proxy.url}/v1/calls/{call.pk}/recording"

    answer = httpx.get(url, headers=bearer(auditor, "calls:read"))

    assert (answer.status_code, answer.json()["code"]) == (403, "may_not_listen")


def test_a_lost_recording_is_told_as_what_it_is(listen, call):
    storages["recordings"].delete(call.recording.storage_key)

    answer = listen()

    assert (answer.status_code, answer.json()["code"]) == (503, "recording_lost")


@pytest.mark.parametrize("setup", ["in_s3"], indirect=True)
def test_a_store_that_fails_when_nginx_comes(listen, setup):
    """callcrm found it well a moment ago."""
    setup.store.fault = "deny GET"

    answer = listen()

    assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "10"
    assert setup.store.url not in answer.text


@pytest.mark.parametrize("setup", ["in_s3"], indirect=True)
def test_the_link_is_good_for_a_minute(setup, call):
    store = storages["recordings"]
    link = store.internal_link(call.recording.storage_key, content_type="audio/mp4")

    at_once = httpx.get(setup.store.url + link)
    setup.store.ahead = timedelta(seconds=61)
    later = httpx.get(setup.store.url + link)
    altered = httpx.get(setup.store.url + link.replace("audio%2Fmp4", "text%2Fhtml"))

    assert (at_once.status_code, at_once.headers["content-type"]) == (200, "audio/mp4")
    assert (later.status_code, altered.status_code) == (403, 403)
