"""`manage.py doctor`: a sentence for each thing that may be wrong."""

import http.server
import json
import shutil
import threading
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from callcrm.monitoring.doctor.configuration import configuration
from callcrm.monitoring.doctor.examine import examine
from callcrm.monitoring.doctor.proxy import proxy
from callcrm.monitoring.doctor.store import store
from callcrm.monitoring.doctor.worker import worker as worker_findings
from callcrm.transcription import Transcription
from calls.storage import StoreFault

pytestmark = pytest.mark.django_db


def verdicts(findings) -> dict[str, str]:
    return {finding.check: str(finding.verdict) for finding in findings}


def sentences(findings) -> str:
    return " ".join(finding.sentence for finding in findings)


@pytest.fixture
def worker():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


@pytest.fixture
def production(settings):
    settings.IS_HTTPS_REQUIRED = True
    settings.SECRET_KEY = "x" * 50


def test_a_healthy_system_is_well(worker, production):
    assert verdicts(examine()) == {
        "database": "ok",
        "migrations": "ok",
        "extensions": "ok",
        "clock": "ok",
        "store": "ok",
        "worker": "ok",
        "queue": "ok",
        "transcription": "ok",
        "disk": "ok",
        "proxy": "warn",
        "settings": "ok",
    }


def test_the_command_ends_with_1_only_if_something_fails(worker, production, settings):
    out = StringIO()
    call_command("doctor", stdout=out)
    settings.DEBUG = True

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=StringIO())

    assert out.getvalue().endswith("0 of 11 checks failed.\n")
    assert ended.value.code == 1


def test_a_program_gets_json(worker, production):
    out = StringIO()
    call_command("doctor", "--json", stdout=out)

    assert json.loads(out.getvalue())[1] == {
        "check": "migrations",
        "verdict": "ok",
        "sentence": "All are applied.",
    }


def test_a_database_that_is_gone_fails_alone(monkeypatch, production):
    def fail():
        raise OperationalError("connection to server at 10.0.0.7 failed\nDETAIL: +442079460123")

    monkeypatch.setattr(connection, "ensure_connection", fail)
    monkeypatch.setattr(connection, "cursor", fail)
    found = list(examine())

    assert verdicts(found) == {
        "database": "fail",
        "store": "ok",
        "worker": "warn",
        "transcription": "ok",
        "disk": "ok",
        "proxy": "warn",
        "settings": "ok",
    }
    assert "connection to server at 10.0.0.7 failed" in found[0].sentence
    assert "+44" not in found[0].sentence


def test_missing_migrations_are_told(monkeypatch, worker):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: targets[:2])

    assert "2 are missing: run `manage.py migrate`." in sentences(examine())


def test_a_database_that_a_newer_version_migrated_is_told():
    MigrationRecorder(connection).record_applied("calls", "9999_from_the_future")

    found = [finding for finding in examine() if finding.check == "migrations"]
    assert verdicts(found) == {"migrations": "warn"}
    assert "newer than the program, which doesn't know calls.9999_from_the_future" in sentences(
        found
    )


def test_a_missing_extension_is_told(monkeypatch):
    monkeypatch.setattr("callcrm.monitoring.doctor.database.EXTENSIONS", {"unaccent", "postgis"})

    assert "As superuser: CREATE EXTENSION postgis;" in sentences(examine())


@pytest.mark.parametrize(("minutes", "verdict"), [(0, "ok"), (0.5, "warn"), (5, "fail")])
def test_clocks_that_differ_are_told(minutes, verdict):
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        found = verdicts(examine())

    assert found["clock"] == verdict


def test_no_worker_is_a_failure():
    assert verdicts(examine())["worker"] == "fail"


def test_a_job_that_waits_too_long_and_dead_letters_are_told(worker):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES"
            " ('bulk', 'calls.process_recording', 'todo'),"
            " ('bulk', 'calls.process_recording', 'failed')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '20 minutes'")

    found = list(examine())

    assert "A job has waited 20 minutes" in sentences(found)
    assert "1 jobs were given up" in sentences(found)


@pytest.mark.parametrize(
    ("server", "sentence"),
    [
        (None, "2 running."),
        (
            Transcription(url="http://127.0.0.1:9", model="small"),
            "2 running; a `manage.py worker` that transcribes, too, counts twice.",
        ),
    ],
    ids=["two processes", "one process"],
)
def test_workers_are_counted_for_what_they_are(settings, server, sentence):
    settings.TRANSCRIPTION = server
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()), (now())")

    [found] = [finding for finding in worker_findings() if finding.check == "worker"]

    assert found.sentence == sentence


def test_a_transcript_that_waits_for_its_server_calls_for_no_worker(worker):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES"
            " ('transcription', 'calls.transcribe_recording', 'todo')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '20 minutes'")

    assert verdicts(worker_findings())["queue"] == "ok"


@pytest.mark.parametrize(
    ("step", "told"),
    [("save", "can't be written"), ("open", "can't be read"), ("delete", "can't be deleted")],
)
def test_a_store_that_fails_says_at_what(monkeypatch, step, told):
    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device", "/recordings/+442079460123.m4a")

    monkeypatch.setattr(storages["recordings"], step, fail)
    [found] = store()

    assert found.verdict == "fail"
    assert told in found.sentence
    assert "No space left on device" in found.sentence
    assert "+44" not in found.sentence


def test_a_store_that_says_what_to_mend_is_quoted_without_further_advice(monkeypatch):
    def denied(name, content):
        raise StoreFault("The bucket recordings at Amazon denies access: its key needs rights.")

    monkeypatch.setattr(storages["recordings"], "save", denied)
    [found] = store()

    assert found.sentence == (
        "An object can't be written. The bucket recordings at Amazon denies access: its key needs "
        "rights."
    )


def test_the_store_is_left_as_it_was(tmp_path):
    list(store())

    assert [path for path in (tmp_path / "recordings").rglob("*") if path.is_file()] == []


def test_a_disk_that_is_nearly_full_is_told(settings):
    free = shutil.disk_usage("/tmp").free
    settings.MIN_FREE_BYTES = free * 2
    assert verdicts(examine())["disk"] == "fail"

    settings.MIN_FREE_BYTES = free * 2 // 3
    assert verdicts(examine())["disk"] == "warn"


@pytest.mark.parametrize(
    ("name", "value", "verdict", "told"),
    [
        ("DEBUG", True, "fail", "unset it"),
        ("SECRET_KEY", "short", "fail", "50 random characters"),
        ("ALLOWED_HOSTS", ["*"], "warn", "takes any name"),
        ("IS_HTTPS_REQUIRED", False, "warn", "set REQUIRE_HTTPS"),
        ("IS_DEMO", True, "warn", "sample accounts"),
    ],
)
def test_a_setting_that_is_unfit_for_production_is_told(
    production, settings, name, value, verdict, told
):
    settings.IS_DEMO = False
    setattr(settings, name, value)

    [found] = configuration()

    assert (found.verdict, told in found.sentence) == (verdict, True)


# --- The proxy, as it answers ----------------------------------------------------------------


@contextmanager
def proxy_answering(status, content_type):
    """A server that judges an upload by its headers, as nginx does; None: it waits for the body."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, self.headers["Content-Length"]))
            if status is None:
                released.wait(5)
                return
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    asked, released = [], threading.Event()
    server = http.server.HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        released.set()
        server.shutdown()
        thread.join()
        server.server_close()


PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("status", "content_type", "verdict", "told"),
    [
        pytest.param(401, PROBLEM, "ok", "through", id="callcrm asks for a token"),
        pytest.param(None, "", "ok", "waits", id="the proxy waits for the body"),
        pytest.param(413, "text/html", "fail", "client_max_body_size", id="too large for nginx"),
        pytest.param(413, PROBLEM, "fail", "client_max_body_size", id="too large, in our form"),
        pytest.param(403, PROBLEM, "fail", "BEHIND_PROXY", id="https isn't told"),
        pytest.param(401, "text/html", "fail", "look at its routes", id="another's password"),
        pytest.param(404, "text/html", "fail", "answers 404", id="not callcrm"),
    ],
)
def test_the_proxy_is_judged_by_its_answer(
    settings, monkeypatch, status, content_type, verdict, told
):
    monkeypatch.setattr("callcrm.monitoring.doctor.proxy.TIMEOUT_SECONDS", 1)
    with proxy_answering(status, content_type) as (address, asked):
        settings.PUBLIC_URL = address
        [found] = proxy()

    assert (found.verdict, told in found.sentence) == (verdict, True)
    assert asked == [("/v1/calls/upload", str(settings.MAX_UPLOAD_BYTES))]


def test_a_proxy_that_is_away_is_told(settings):
    settings.PUBLIC_URL = "http://127.0.0.1:1"

    [found] = proxy()

    assert found.verdict == "fail"
    assert "isn't answering (ConnectionRefusedError)" in found.sentence
