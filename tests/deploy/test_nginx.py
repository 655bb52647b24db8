"""deploy/nginx, tried with the machine's nginx before a live callcrm."""

import json
import re
import shutil
import socket
import subprocess
import time
from http.client import RemoteDisconnected

import httpx
import pytest
from django.conf import settings
from django.db import connection

from callcrm.api.problems import PROBLEMS
from calls.models import CallLog
from tests.calls.made_calls import recorded_call
from tests.cast import AUDIO, bearer
from tests.deploy.nginx import NGINX, configure, running_nginx
from tests.faults.server import database_url, running_server

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="there is no nginx here")

UPLOAD = {"phone_number": "+442079460123", "started_at": "2026-11-20T09:30:00Z"}


@pytest.fixture(scope="session")
def web(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("behind-nginx")
    url = database_url(connection.settings_dict)
    with running_server(folder, DATABASE_URL=url, BEHIND_PROXY="1") as server:
        yield server


@pytest.fixture(scope="session")
def proxy(web, tmp_path_factory):
    address = f"127.0.0.1:{web.address[1]}"
    with running_nginx(tmp_path_factory.mktemp("nginx"), web=address) as running:
        yield running


@pytest.fixture(scope="session")
def lone_proxy(tmp_path_factory):
    """callcrm is down: nothing listens behind it. Bodies may stop for a second only."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        web = f"127.0.0.1:{free.getsockname()[1]}"
    changes = {"client_body_timeout 60s": "client_body_timeout 1s"}
    with running_nginx(tmp_path_factory.mktemp("lone-nginx"), web=web, **changes) as running:
        yield running


def problem_in(answer: httpx.Response) -> dict:
    """A whole problem document, with the words and the status that callcrm itself would use."""
    problem = answer.json()
    known = PROBLEMS[problem["code"]]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["status"], answer.status_code) == (known.status, known.status)
    assert problem["title"] == known.title
    assert problem["retryable"] == known.is_retryable
    assert problem["type"] == f"urn:callcrm:problem:{problem['code']}"
    assert problem["request_id"] == answer.headers["X-Request-ID"]
    assert problem["errors"] == []
    return problem


def multipart(audio: bytes) -> tuple[bytes, str]:
    request = httpx.Request("POST", "http://x", data=UPLOAD, files={"audio": ("a.m4a", audio)})
    return request.read(), request.headers["Content-Type"]


@pytest.mark.parametrize("listen", ["listen-http.conf", "listen-tls.conf"])
def test_nginx_takes_the_configuration(listen, tmp_path):
    configure(tmp_path, web="127.0.0.1:8000", port=8080)
    shutil.copy(NGINX / listen, tmp_path / "callcrm/listen.conf")
    (tmp_path / "callcrm/tls").mkdir()
    certificate = ["-keyout", "callcrm/tls/privkey.pem", "-out", "callcrm/tls/fullchain.pem"]
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=x",
            *certificate,
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    command = ["nginx", "-t", "-c", tmp_path / "nginx.conf", "-e", tmp_path / "start.log"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    assert "warn" not in result.stderr


def test_every_problem_of_nginx_is_one_of_ours():
    text = (NGINX / "problems.conf").read_text()

    answers = re.findall(r"return (\d+) '(.+)';", text)

    assert len(answers) == text.count("error_page ")
    for status, document in answers:
        problem = json.loads(document.replace("\\'", "'"))
        known = PROBLEMS[problem["code"]]
        assert (int(status), problem["status"]) == (known.status, known.status)
        assert (problem["title"], problem["retryable"]) == (known.title, known.is_retryable)


@pytest.mark.parametrize("name", ["problems.conf", "recordings.conf"])
def test_a_browsers_page_says_what_the_problem_says(name):
    text = (NGINX / name).read_text()

    titles = re.findall(r'set \$callcrm_title "(.+)";', text)
    details = re.findall(r'set \$callcrm_detail "(.+)";', text)
    documents = re.findall(r"return \d+ '({.+})';", text)

    problems = [json.loads(document.replace("\\'", "'")) for document in documents]
    assert problems
    assert titles == [problem["title"] for problem in problems]
    assert details == [problem["detail"] for problem in problems]


@pytest.mark.django_db(transaction=True)
def test_an_upload_passes(proxy, phone):
    answer = httpx.post(
        f"{proxy.url}/v1/calls/upload",
        data=UPLOAD,
        files={"audio": ("call.m4a", (AUDIO / "speech.m4a").read_bytes())},
        headers={**phone.headers, "X-Request-ID": "from-the-phone-1"},
    )

    assert answer.status_code == 201, answer.text
    assert answer.headers["X-Request-ID"] == "from-the-phone-1"
    assert proxy.access_log(having='"POST /v1/calls/upload" 201')


@pytest.mark.django_db(transaction=True)
def test_a_chunked_upload_gets_its_length_from_nginx(proxy, phone):
    body, content_type = multipart((AUDIO / "speech.m4a").read_bytes())
    pieces = (body[start : start + 5000] for start in range(0, len(body), 5000))

    answer = httpx.post(
        f"{proxy.url}/v1/calls/upload",
        content=pieces,
        headers={**phone.headers, "Content-Type": content_type},
    )

    assert answer.status_code == 201, answer.text
    assert answer.request.headers["Transfer-Encoding"] == "chunked"


@pytest.mark.django_db(transaction=True)
def test_slow_phones_hold_none_of_our_threads(proxy, web, phone):
    """More uploads stand still half way than the web server has threads (8)."""
    body, content_type = multipart((AUDIO / "speech.m4a").read_bytes())
    head = (
        f"POST /v1/calls/upload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Authorization: {phone.headers['authorization']}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    links = [socket.create_connection(("127.0.0.1", proxy.port), timeout=20) for _ in range(12)]
    for link in links:
        link.sendall(head + body[:1000])

    started = time.monotonic()
    meanwhile = httpx.get(f"{proxy.url}/healthz", timeout=20)
    took_seconds = time.monotonic() - started
    links[0].sendall(body[1000:])
    answer = links[0].recv(65536)
    for link in links:
        link.close()

    assert meanwhile.status_code == 200
    assert took_seconds < 10
    assert answer.startswith(b"HTTP/1.1 201")
    assert CallLog.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_range_of_a_recording_passes(proxy, web, agent, settings):
    recordings = settings.STORAGES["recordings"]
    location = {"OPTIONS": {"location": web.var_dir / "recordings"}}
    settings.STORAGES = {**settings.STORAGES, "recordings": {**recordings, **location}}
    call = recorded_call(agent, audio="speech.m4a")

    answer = httpx.get(
        f"{proxy.url}/v1/calls/{call.pk}/recording",
        headers={**bearer(agent, "calls:read"), "Range": "bytes=100-199"},
    )

    assert answer.status_code == 206, answer.text
    assert answer.content == (AUDIO / "speech.m4a").read_bytes()[100:200]


def test_callcrms_own_refusal_passes_as_it_is(proxy):
    answer = httpx.post(f"{proxy.url}/v1/calls/upload", headers={"Content-Length": "0"})

    assert (answer.status_code, problem_in(answer)["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("path", "size_bytes"),
    [
        pytest.param("/v1/calls/upload", 111 * 1024 * 1024, id="an upload"),
        pytest.param("/v1/contacts", 3 * 1024 * 1024, id="anything else"),
    ],
)
def test_a_body_that_is_too_large_is_refused_before_it_is_sent(path, size_bytes, lone_proxy):
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"

    answer = lone_proxy.raw(f"{head}Content-Length: {size_bytes}\r\n\r\n".encode())

    problem = json.load(answer)
    assert answer.status == 413
    assert (problem["code"], problem["instance"]) == ("upload_too_large", path)
    assert problem["retryable"] is False


def test_nginx_takes_more_than_callcrm_does():
    """Then callcrm refuses, and says how much it takes."""
    text = (NGINX / "callcrm.conf.template").read_text()
    largest = max(int(size) for size in re.findall(r"client_max_body_size (\d+)m;", text))

    ours = settings.MAX_UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert largest * 1024 * 1024 > ours


def test_callcrm_being_down_is_a_problem_that_a_phone_may_retry(lone_proxy):
    answer = httpx.get(f"{lone_proxy.url}/v1/contacts?search=07700900123")

    problem = problem_in(answer)
    assert (problem["code"], problem["retryable"]) == ("server_unreachable", True)
    assert problem["instance"] == "/v1/contacts"
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"


CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [
        pytest.param(CHROME, True, id="a browser"),
        pytest.param("*/*", False, id="a phone or curl"),
        pytest.param("application/json", False, id="a program"),
        pytest.param("application/problem+json, text/htmlx", False, id="something like it"),
        pytest.param(None, False, id="nothing said"),
    ],
)
def test_a_browser_gets_a_page_and_a_program_a_document(accept, is_page, lone_proxy):
    request = httpx.Request("GET", f"{lone_proxy.url}/admin/")
    request.headers = httpx.Headers({"Host": "localhost"} | ({"Accept": accept} if accept else {}))
    with httpx.Client() as client:
        answer = client.send(request)

    assert answer.status_code == 502
    assert (answer.headers["Retry-After"], answer.headers["Vary"]) == ("10", "Accept")
    if not is_page:
        assert problem_in(answer)["code"] == "server_unreachable"
        return
    assert answer.headers["Content-Type"] == "text/html"
    assert "<h1>The server isn't answering</h1>" in answer.text
    assert answer.text.endswith(f"<p>Request {answer.headers['X-Request-ID']}\n")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_strange_address_puts_no_markup_into_a_page(proxy):
    answer = proxy.raw(
        b"GET /metrics?<b>x</b> HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
        b"Connection: close\r\n\r\n"
    )

    page = answer.read().decode()
    assert answer.status == 404
    assert "Nothing is at /metrics." in page
    assert "<b>" not in page


def test_nothing_is_logged_of_what_somebody_searched_for(lone_proxy):
    httpx.get(f"{lone_proxy.url}/v1/contacts?search=07700900456")

    access_log = lone_proxy.access_log(having='"GET /v1/contacts" 502')
    assert "07700900456" not in access_log + lone_proxy.error_log()


def test_a_body_that_stops_coming_ends_the_connection(lone_proxy):
    head = b"POST /v1/calls/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n"

    with pytest.raises(RemoteDisconnected):
        lone_proxy.raw(head + b"half of it")


@pytest.mark.parametrize(
    "request_head",
    [
        pytest.param(b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n", id="address too long"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 40_000 + b"\r\n", id="header too long"
        ),
        pytest.param(b"GET / HTTP/1.1\r\n", id="no Host"),
        pytest.param(b"nonsense\r\n", id="not HTTP"),
    ],
)
def test_what_is_no_request_is_refused_as_a_problem(request_head, lone_proxy):
    answer = lone_proxy.raw(request_head + b"Connection: close\r\n\r\n")

    assert (answer.status, json.load(answer)["code"]) == (400, "bad_request")


def test_a_strange_path_breaks_no_document(lone_proxy):
    answer = lone_proxy.raw(b'GET /v1/"a\\b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')

    assert json.load(answer)["instance"] == ""


def test_metrics_are_not_for_the_world(proxy):
    answer = httpx.get(f"{proxy.url}/metrics")

    assert problem_in(answer)["code"] == "not_found"


@pytest.mark.parametrize(
    ("sent", "is_kept"),
    [
        pytest.param("0f8fad5b-d9cb-469f-a165-70867728950e", True, id="a UUID"),
        pytest.param('";DROP', False, id="hostile"),
        pytest.param("short", False, id="too short"),
    ],
)
def test_a_tame_request_id_is_kept(sent, is_kept, lone_proxy):
    answer = httpx.get(f"{lone_proxy.url}/v1/me", headers={"X-Request-ID": sent})

    assert (problem_in(answer)["request_id"] == sent) is is_kept


def test_what_a_client_says_of_its_address_and_scheme_counts_for_nothing(tmp_path):
    """Whoever writes X-Forwarded-Proto himself would get past REQUIRE_HTTPS."""
    app = socket.create_server(("127.0.0.1", 0))
    web = f"127.0.0.1:{app.getsockname()[1]}"
    with app, running_nginx(tmp_path, web=web) as proxy:
        link = socket.create_connection(("127.0.0.1", proxy.port))
        link.sendall(
            b"GET /v1/me HTTP/1.1\r\nHost: calls.example.com\r\nForwarded: for=6.6.6.6\r\n"
            b"X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n\r\n"
        )
        from_nginx = app.accept()[0]
        with link, from_nginx:
            told = from_nginx.recv(65536).decode()

    assert "X-Forwarded-For: 127.0.0.1\r\n" in told
    assert "X-Forwarded-Proto: http\r\n" in told
    assert "Host: calls.example.com\r\n" in told
    assert "6.6.6.6" not in told
