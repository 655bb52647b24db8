import shutil

import pytest
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


def test_the_process_answers_without_a_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_means_that_everything_is_there(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "disk": "ok", "store": "ok"},
    )


@pytest.mark.django_db
def test_a_database_that_is_gone_is_told(client, monkeypatch):
    def fail():
        raise OperationalError("10.0.0.7 is gone")

    monkeypatch.setattr(connection, "cursor", fail)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, "not answering")


@pytest.mark.django_db
def test_missing_migrations_are_told(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: targets[:2])
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "2 migrations missing: run manage.py migrate"


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told(client, settings):
    settings.MIN_FREE_BYTES = shutil.disk_usage("/").total * 10
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["disk"].startswith("nearly full: ")


@pytest.mark.django_db
def test_a_spool_that_cannot_be_made_is_told(client, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.SPOOL_DIR = tmp_path / "file" / "spool"
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["disk"]) == (503, "can't be written: Not a directory")


@pytest.mark.django_db
def test_a_store_that_is_down_is_told_but_stops_nothing(client, monkeypatch):
    def fail(name):
        raise OSError("no route to host")

    monkeypatch.setattr(storages["recordings"], "exists", fail)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["store"]) == (200, "not answering")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_only_read(client, path):
    assert client.post(path).status_code == 405
