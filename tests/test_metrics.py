"""/metrics: who may read it, what it says, and that it never hangs or tells of customers."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import Device
from callcrm.run import gunicorn_config
from calls.models import StoreCheck, Upload
from calls.services.enqueue_processing import enqueue_processing
from calls.services.reconcile_recordings import reconcile_recordings
from tests.calls.made_calls import NUMBER, recorded_call
from tests.faults.server import running_server

TOKEN = "a-token-for-monitoring"
ELSEWHERE = "203.0.113.7"


def samples(answer) -> dict[tuple[str, ...], float]:
    """Each sample by its name and its labels' values."""
    assert answer.status_code == 200, answer.content
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def scraped() -> dict[tuple[str, ...], float]:
    return samples(Client().get("/metrics"))


# --- Who may read it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caller", "status"),
    [
        pytest.param({}, 200, id="from this machine"),
        pytest.param({"REMOTE_ADDR": ELSEWHERE}, 403, id="from elsewhere"),
        pytest.param({"REMOTE_ADDR": ""}, 403, id="by a socket, which has no address"),
        pytest.param(
            {"HTTP_X_FORWARDED_FOR": ELSEWHERE}, 403, id="by a proxy that nobody told us of"
        ),
        pytest.param(
            {"REMOTE_ADDR": ELSEWHERE, "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200, id="token"
        ),
        pytest.param({"HTTP_AUTHORIZATION": "Bearer wrong"}, 403, id="a wrong token"),
        pytest.param(
            {"REMOTE_ADDR": ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer "}, 403, id="an empty token"
        ),
    ],
)
@pytest.mark.django_db
def test_metrics_are_for_monitoring_alone(settings, caller, status):
    settings.METRICS_TOKEN = TOKEN

    answer = Client(**caller).get("/metrics")

    assert answer.status_code == status
    assert (b"callcrm_" in answer.content) is (status == 200)


def test_no_token_is_no_key(settings):
    settings.METRICS_TOKEN = ""

    answer = Client(REMOTE_ADDR=ELSEWHERE, HTTP_AUTHORIZATION="Bearer ").get("/metrics")

    assert answer.status_code == 403
    assert "METRICS_ALLOW" in answer.content.decode()


@pytest.mark.django_db
def test_behind_a_proxy_the_address_is_that_of_who_asks(settings):
    settings.IS_BEHIND_PROXY = True

    assert Client(HTTP_X_FORWARDED_FOR=ELSEWHERE).get("/metrics").status_code == 403
    assert Client(HTTP_X_FORWARDED_FOR="127.0.0.9").get("/metrics").status_code == 200


# --- What it says ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_idle_system_says_so():
    found = scraped()

    assert found["callcrm_database_up",] == 1
    assert found["callcrm_store_up",] == 1
    assert found["callcrm_uploads_pending",] == 0
    assert found["callcrm_uploads_pending_oldest_age_seconds",] == 0
    assert found["callcrm_queue_depth", "interactive"] == 0
    assert found["callcrm_queue_oldest_age_seconds", "bulk"] == 0
    assert found["callcrm_dead_letters", "interactive"] == 0
    assert found["callcrm_workers",] == 0
    assert found["callcrm_disk_free_bytes",] > found["callcrm_disk_min_free_bytes",] > 0
    assert ("callcrm_store_strays",) not in found  # nobody has looked yet


@pytest.mark.django_db
def test_an_upload_that_was_begun_is_pending_since_its_last_try(agent):
    upload = Upload.objects.create(
        agent=agent, key="k", fingerprint="f", metadata_fingerprint="m", state="pending"
    )
    Upload.objects.filter(pk=upload.pk).update(
        created_at=timezone.now() - timedelta(days=9),
        updated_at=timezone.now() - timedelta(hours=2),
    )

    found = scraped()

    assert found["callcrm_uploads_pending",] == 1
    assert found["callcrm_uploads_pending_oldest_age_seconds",] == pytest.approx(7200, abs=60)


@pytest.mark.django_db
def test_the_queue_has_the_age_of_who_waits_longest(agent):
    call = recorded_call(agent)
    for _ in range(3):
        enqueue_processing(recording_id=call.recording.pk)
    with connection.cursor() as cursor:
        # The second waits for an hour; the third was put off until tomorrow.
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '1 hour'"
            " WHERE job_id = (SELECT min(id) + 1 FROM procrastinate_jobs)"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 day'"
            " WHERE id = (SELECT max(id) FROM procrastinate_jobs)"
        )

    found = scraped()

    assert found["callcrm_queue_depth", "interactive"] == 2
    assert found["callcrm_queue_oldest_age_seconds", "interactive"] == pytest.approx(3600, abs=60)
    assert found["callcrm_queue_depth", "bulk"] == 0


@pytest.mark.django_db
def test_dead_letters_and_workers_are_counted(agent):
    enqueue_processing(recording_id=recorded_call(agent).recording.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now()), (now() - interval '1 hour')"
        )

    found = scraped()

    assert found["callcrm_dead_letters", "interactive"] == 1
    assert found["callcrm_workers",] == 1


@pytest.mark.django_db
def test_dead_letters_are_found_by_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id, queue_name FROM procrastinate_jobs WHERE status = 'failed' LIMIT 9"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "procrastinate_jobs_dead_letters" in plan


@pytest.mark.django_db
def test_the_last_comparison_of_the_store_is_told(agent):
    StoreCheck.objects.create(
        objects_found=900,
        strays=7,
        missing=0,
        deleted=0,
        is_stopped=True,
        created_at=timezone.now() - timedelta(days=1),
    )
    recorded_call(agent).recording.delete()

    reconcile_recordings(for_real=False)
    found = scraped()

    # The object is younger than a day: not a stray yet.
    assert StoreCheck.objects.latest("created_at").objects_found == 1
    assert (found["callcrm_store_strays",], found["callcrm_store_missing",]) == (0, 0)
    assert found["callcrm_store_check_timestamp_seconds",] == pytest.approx(time.time(), abs=60)


@pytest.mark.django_db
def test_silent_phones_are_those_in_use_that_are_not_heard_of(phone, colleague, settings):
    long_ago = timezone.now() - timedelta(days=settings.SILENT_DEVICE_DAYS + 1)
    Device.objects.create(user=colleague, last_seen_at=long_ago)
    Device.objects.create(user=colleague, last_seen_at=long_ago, revoked_at=timezone.now())

    found = scraped()

    assert (found["callcrm_devices",], found["callcrm_devices_silent",]) == (2, 1)


@pytest.mark.django_db
def test_each_periodic_job_says_when_it_last_succeeded_and_how_often_it_should():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
            " VALUES ('upkeep', 'calls.sweep_uploads', 'succeeded') RETURNING id"
        )
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type) VALUES (%s, 'succeeded')",
            [cursor.fetchone()[0]],
        )

    found = scraped()

    tasks = {task for task, _ in app.periodic_registry.periodic_tasks}
    last = {
        labels[0]: value
        for (name, *labels), value in found.items()
        if name == "callcrm_periodic_job_last_success_timestamp_seconds"
    }
    assert last.keys() == tasks
    assert last["calls.sweep_uploads"] == pytest.approx(time.time(), abs=60)
    assert last["calls.reconcile_recordings"] == 0
    assert found["callcrm_periodic_job_interval_seconds", "calls.sweep_uploads"] == 300
    assert found["callcrm_periodic_job_interval_seconds", "calls.reconcile_recordings"] == 86400


@pytest.mark.parametrize(
    ("uploads", "result"),
    [
        ([{}], "created"),
        ([{}, {}], "repeated"),
        ([{"phone_number": ""}], "invalid_phone_number"),
        ([{"started_at": "yesterday"}], "invalid"),
    ],
)
@pytest.mark.django_db
def test_uploads_are_counted_by_result(phone, uploads, result):
    before = scraped().get(("callcrm_uploads_total", result), 0)

    for fields in uploads:
        phone.upload(key="k", **fields)

    assert scraped()["callcrm_uploads_total", result] == before + 1


# --- What may go wrong -----------------------------------------------------------------------


@pytest.mark.django_db
def test_a_database_that_is_down_costs_its_own_numbers_only(monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", fail)
    found = scraped()

    assert found["callcrm_database_up",] == 0
    assert found["callcrm_store_up",] == 1
    assert ("callcrm_queue_depth", "interactive") not in found


def test_a_database_that_hangs_does_not_hang_the_answer(transactional_db, monkeypatch):
    monkeypatch.setattr("callcrm.monitoring.collector.STATEMENT_TIMEOUT_MS", 200)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE uploads IN ACCESS EXCLUSIVE MODE")
        started = time.monotonic()
        found = scraped()
        seconds = time.monotonic() - started
    other.close()

    assert found["callcrm_database_up",] == 0
    assert seconds < 20


@pytest.mark.django_db
def test_a_made_up_method_makes_no_series():
    Client().generic("CANARY", "/healthz")

    assert b"CANARY" not in Client().get("/metrics").content


@pytest.mark.django_db
def test_labels_are_views_not_addresses(client_of, manager, agent):
    call = recorded_call(agent)
    client_of(manager).get(f"/v1/calls/{call.pk}?search={NUMBER}")
    client_of(manager).get(f"/nothing/{NUMBER}")

    text = Client().get("/metrics").content.decode()

    assert 'view="call-detail"' in text
    assert str(call.pk) not in text
    assert NUMBER.lstrip("+") not in text


@pytest.mark.long  # each of the two loads the application for itself
def test_each_process_answers_for_all(tmp_path, transactional_db):
    """Two processes of gunicorn, as in production, count into one folder."""
    with running_server(tmp_path, workers=2, is_preloaded=False) as server:
        for _ in range(20):
            httpx.get(f"{server.url}/healthz")
        counts = {healthz_count(server) for _ in range(5)}
        shared = Path(gunicorn_config.worker_tmp_dir or tempfile.gettempdir())
        files = set(shared.glob(f"callcrm-metrics-*/*_{server.workers()[0]}.db"))
        server.process.terminate()
        deadline = time.monotonic() + 30
        while any(file.exists() for file in files) and time.monotonic() < deadline:
            time.sleep(0.1)

    # Nobody but us and the fixture's own wait asks for it, so each answer must be the same.
    assert len(counts) == 1
    assert counts.pop() >= 20
    assert files
    assert not any(file.exists() for file in files)


def healthz_count(server) -> float:
    page = httpx.get(f"{server.url}/metrics").text
    return next(
        sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name.endswith("by_status_view_method_total")
        and sample.labels == {"method": "GET", "status": "200", "view": "healthz"}
    )
